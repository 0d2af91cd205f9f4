import type { Request } from '@phloem/flow'
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
export function describeRequest(request: Request): DescribedRequest {
  const { url, headers, body } = buildLeniently(request)
  const shown = { ...headers }
  for (const name of Object.keys(shown)) if (SECRET_NAME.test(name)) shown[name] = HIDDEN
  const credentials = shownAuthorization(request.auth)
  if (credentials !== null) shown.authorization = credentials
  return { method: request.method, url, headers: shown, body }
}

/** Headers in which people put secrets though Auth is the place for them. */
const SECRET_NAME = /^authorization$|cookie|token|secret|password|api-?key/

function buildLeniently(request: Request): Omit<DescribedRequest, 'method'> {
  try {
    const { url, headers, body } = buildRequest(request)
    return { url: withoutUserInfo(url.href), headers: Object.fromEntries(headers), body }
  } catch {
    const headers = request.headers.map(({ key, value }) => [key.toLowerCase(), value])
    return { url: withoutUserInfo(request.url), headers: Object.fromEntries(headers), body: null }
  }
}
