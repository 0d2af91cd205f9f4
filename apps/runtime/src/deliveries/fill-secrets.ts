import { type KeyValue, type Request, replaceSecretMarks } from '@phloem/flow'
import type { ResolveSecret } from './authorization.ts'
import { isHeaderValue } from './build-request.ts'
import { NotReadyError } from './not-ready-error.ts'

/**
 * The request with its secrets in place of their marks, for sending and nothing else. Secrets stand in the values of headers,
 * query and body, and in the user of Auth. Throws `NotReadyError` where one is missing.
 */
export function fillSecrets(request: Request, resolveSecret: ResolveSecret): Request {
  const fill = (text: string): string =>
    replaceSecretMarks(text, (name) => {
      const value = resolveSecret(name)
      if (value === null) throw new NotReadyError(`there is no secret ${name}`)
      return value
    })
  const fillPair = ({ key, value }: KeyValue): KeyValue => ({ key, value: fill(value) })
  const fillHeader = (pair: KeyValue): KeyValue => {
    const filled = fillPair(pair)
    // The secret can be set to another value: that is not the request's fault.
    if (filled.value !== pair.value && !isHeaderValue(filled.value.trim()))
      throw new NotReadyError(`a secret in the header ${pair.key} holds a character that no header can carry`)
    return filled
  }
  const { auth } = request
  return {
    ...request,
    headers: request.headers.map(fillHeader),
    query: request.query.map(fillPair),
    auth: auth.type === 'basic' ? { ...auth, username: fill(auth.username) } : auth,
    body: fillBody(request.body, fill),
  }
}

function fillBody(body: Request['body'], fill: (text: string) => string): Request['body'] {
  switch (body.encoding) {
    case 'none':
      return body
    case 'form':
      return { ...body, pairs: body.pairs.map(({ key, value }) => ({ key, value: fill(value) })) }
    case 'json': {
      const value = JSON.parse(JSON.stringify(body.value), (_, leaf) =>
        typeof leaf === 'string' ? fill(leaf) : leaf,
      )
      return { ...body, value }
    }
  }
}
