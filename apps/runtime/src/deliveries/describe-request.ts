import { nameSecretsIn, type Request } from '@phloem/flow'
import { shownAuthorization } from './authorization.ts'
import { buildRequest, HIDDEN, withoutUserInfo } from './build-request.ts'

export interface DescribedRequest {
  method: Request['method']
  url: string
  /** Names are in lower case. */
  headers: Record<string, string>
  body: string | null
}

/** The request as it is sent, for showing: secrets are named or hidden. One that can't be sent is shown as written. */
export function describeRequest(stored: Request): DescribedRequest {
  const request = nameSecretsIn(stored)
  const { url, headers, body } = buildLeniently(request)
  const shown = { ...headers }
  for (const [name, value] of Object.entries(shown))
    if (SECRET_NAME.test(name) && !ONLY_A_REFERENCE.test(value)) shown[name] = HIDDEN
  const credentials = shownAuthorization(request.auth)
  if (credentials !== null) shown.authorization = credentials
  return {
    method: request.method,
    url: unescapeReferences(url),
    headers: shown,
    body: body && unescapeReferences(body),
  }
}

/** Headers in which people put secrets though Auth is the place for them. */
const SECRET_NAME = /^authorization$|cookie|token|secret|password|api-?key/

const ONLY_A_REFERENCE = /^(\w+ )?\{\{secret\.\w+\}\}$/

/** As a template writes them, also where a query or a form encodes their braces. */
const unescapeReferences = (text: string): string =>
  text.replace(/%7B%7B(secret\.[A-Z0-9_]+)%7D%7D/g, '{{$1}}')

function buildLeniently(request: Request): Omit<DescribedRequest, 'method'> {
  try {
    const { url, headers, body } = buildRequest(request)
    return { url: withoutUserInfo(url.href), headers: Object.fromEntries(headers), body }
  } catch {
    const headers = request.headers.map(({ key, value }) => [key.toLowerCase(), value])
    return { url: withoutUserInfo(request.url), headers: Object.fromEntries(headers), body: null }
  }
}
