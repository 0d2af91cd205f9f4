import type { Json, KeyValue, Request, RequestAuth, RequestBody } from '@phloem/flow'
import type { HttpRequest } from './config.ts'

/** Each attempt of a report may take this long. */
const REPORT_TIMEOUT_SECONDS = 10
const LONGEST_REPORT_TIMEOUT_SECONDS = 15
/** A caller waits meanwhile, so an awaited request gets little. */
const AWAITED_TIMEOUT_SECONDS = 3
const LONGEST_AWAITED_TIMEOUT_SECONDS = 8

/** The request that the node's config describes. GET and DELETE have no body: their pairs go to the query. */
export function requestOf(config: HttpRequest, purpose: Request['purpose']): Request {
  const pairs = config.pairs ?? []
  const hasBody = config.method !== 'GET' && config.method !== 'DELETE'
  return {
    type: 'request',
    purpose,
    method: config.method,
    url: config.url,
    ...(config.hosts?.trim() ? { hosts: config.hosts } : {}),
    headers: config.headers ?? [],
    query: [...(config.query ?? []), ...(hasBody ? [] : pairs)],
    auth: authOf(config),
    body: hasBody ? bodyOf(config, pairs) : { encoding: 'none' },
    timeoutSeconds: timeoutOf(config, purpose),
    ...(purpose === 'report' ? policyOf(config) : {}),
  }
}

const policyOf = ({ delivery, retryRefused }: HttpRequest): Pick<Request, 'delivery' | 'retriesRefused'> => ({
  ...(delivery === 'at_most_once' ? { delivery } : {}),
  ...(retryRefused ? { retriesRefused: true } : {}),
})

function bodyOf(config: HttpRequest, pairs: KeyValue[]): RequestBody {
  if (config.encoding !== 'json') return { encoding: 'form', pairs }
  if (config.body !== undefined) return { encoding: 'json', value: config.body as Json }
  return { encoding: 'json', value: Object.fromEntries(pairs.map(({ key, value }) => [key, value])) }
}

function authOf({ auth }: HttpRequest): RequestAuth {
  if (auth?.type === 'basic') {
    return { type: 'basic', username: auth.username ?? '', password: auth.password ?? '' }
  }
  if (auth?.type === 'bearer') return { type: 'bearer', token: auth.token ?? '' }
  return { type: 'none' }
}

const timeoutOf = ({ timeoutSeconds }: HttpRequest, purpose: Request['purpose']): number =>
  purpose === 'report'
    ? Math.min(timeoutSeconds ?? REPORT_TIMEOUT_SECONDS, LONGEST_REPORT_TIMEOUT_SECONDS)
    : Math.min(timeoutSeconds ?? AWAITED_TIMEOUT_SECONDS, LONGEST_AWAITED_TIMEOUT_SECONDS)
