import type { Readable } from 'node:stream'
import type { Request } from '@phloem/flow'
import { request as dispatch } from 'undici'
import { authorization, type ResolveSecret } from './authorization.ts'
import { buildRequest, setHeader } from './build-request.ts'
import type { Egress } from './egress.ts'
import { EgressBlocked } from './egress-blocked.ts'
import { fillSecrets } from './fill-secrets.ts'
import { isBeforeConnection, networkError } from './network-error.ts'
import { createRedact, type Redact } from './redact.ts'
import { UnsendableError } from './unsendable-error.ts'

export { type DescribedRequest, describeRequest } from './describe-request.ts'

/** What came back from a request, or why nothing did. */
export interface Answer {
  /** Null without an answer. A status that arrived counts, also when the body was cut or never ended. */
  status: number | null
  /** Empty where there was none. */
  contentType: string
  /** In lower case; without cookies, which may let others in, and cut where they are long. */
  headers: Record<string, string>
  /** Text of at most 64 KiB; the rest is not read. */
  body: string
  durationMs: number
  /** In words, e.g. `connection refused`; null when an answer other than a redirect came. */
  error: string | null
  /** The stored request itself is wrong, so that no later attempt can do better. */
  isUnsendable: boolean
  /** Whether any of it may have reached the server; false only where no connection came about. */
  hasLeft: boolean
  /** Not sent at all, because the destination takes nothing. */
  isRefused: boolean
}

export interface SendOptions {
  egress: Egress
  /** Phloem's own, such as `webhook-id`, for the body as it is sent; they win over the node's. */
  headers?: (body: string) => Record<string, string>
  resolveSecret: ResolveSecret
  /** Ends the request early; then its answer is of no use. */
  signal?: AbortSignal
}

/** Sends once, within `request.timeoutSeconds` in all. Never rejects for what requests, networks and servers do. */
export async function sendRequest(request: Request, options: SendOptions): Promise<Answer> {
  const startedAt = performance.now()
  const end = new AbortController()
  const timer = setTimeout(() => {
    end.abort(new Error(`timed out after ${request.timeoutSeconds} s`))
  }, request.timeoutSeconds * 1000)
  // Not `AbortSignal.any`: what listens to it lives as long as the caller's signal, which may be the process's.
  const stop = () => end.abort(options.signal?.reason)
  options.signal?.addEventListener('abort', stop)
  if (options.signal?.aborted) stop()
  const answer = await exchange(request, options, end.signal).catch(noAnswer)
  clearTimeout(timer)
  options.signal?.removeEventListener('abort', stop)
  return { ...answer, durationMs: Math.round(performance.now() - startedAt) }
}

/** Undici's own timeouts are coarse and each covers a part only: `signal`, which covers all, is to come first. */
const BACKSTOP_MS = 1000

const MAX_BODY_BYTES = 64 * 1024

type Exchange = Omit<Answer, 'durationMs'>

async function exchange(request: Request, options: SendOptions, signal: AbortSignal): Promise<Exchange> {
  signal.throwIfAborted()
  const { egress, headers: ownHeaders } = options
  const used: string[] = []
  const resolveSecret = (name: string): string | null => {
    const value = options.resolveSecret(name)
    if (value !== null) used.push(value)
    return value
  }
  const filled = fillSecrets(request, resolveSecret)
  const { url, headers, body } = buildRequest(filled)
  const credentials = authorization(filled.auth, resolveSecret)
  if (credentials !== null) {
    setHeader(headers, 'authorization', credentials)
    used.push(credentials.replace(/^\w+ /, ''))
  }
  for (const [name, value] of Object.entries(ownHeaders?.(body ?? '') ?? {})) setHeader(headers, name, value)
  const refusal = egress.refusal(url)
  if (refusal !== null) throw refusal

  const timeoutMs = Math.ceil(request.timeoutSeconds * 1000)
  const response = await orAborted(
    dispatch(url, {
      dispatcher: egress.agent,
      method: request.method,
      headers: Object.fromEntries(headers),
      body,
      signal,
      headersTimeout: timeoutMs + BACKSTOP_MS,
      bodyTimeout: timeoutMs + BACKSTOP_MS,
    }),
    signal,
  )
  const redact = createRedact(used)
  const kept = keptHeaders(response.headers, redact)
  return {
    status: response.statusCode,
    contentType: redact(first(response.headers['content-type'])),
    headers: kept,
    body: await readBody(response.body, redact),
    error: isRedirect(response.statusCode) ? redirectError(response.statusCode, kept.location) : null,
    isUnsendable: false,
    hasLeft: true,
    isRefused: false,
  }
}

/** Undici heeds the signal only once it is connected. A request that was given up is not sent on connecting either. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

async function readBody(body: Readable, redact: Redact): Promise<string> {
  const chunks: Buffer[] = []
  let byteLength = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      byteLength += chunk.length
      if (byteLength >= MAX_BODY_BYTES) break
    }
  } catch {
    // Reset or out of time: the status has arrived, and what came of the body is kept.
  }
  const bytes = Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES)
  // `stream` drops a character that the cut went through. PostgreSQL's texts can't hold NUL.
  const text = new TextDecoder().decode(bytes, { stream: true }).replaceAll('\0', '\ufffd')
  return redact.cut(text)
}

function noAnswer(error: unknown): Exchange {
  const isUnsendable =
    error instanceof UnsendableError || (error instanceof EgressBlocked && !error.canBeAllowed)
  return {
    status: null,
    contentType: '',
    headers: {},
    body: '',
    error: networkError(error),
    isUnsendable,
    hasLeft: !isBeforeConnection(error),
    isRefused: false,
  }
}

const isRedirect = (status: number): boolean => status >= 300 && status <= 399

const redirectError = (status: number, location: string | undefined): string =>
  `redirects are not followed (${status}${location === undefined ? '' : ` to ${location.slice(0, 200)}`})`

type AnswerHeaders = Record<string, string | string[] | undefined>

const MOST_HEADERS = 40
const KEPT_HEADER_LENGTH = 300

const keptHeaders = (headers: AnswerHeaders, redact: Redact): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name !== 'set-cookie')
      .slice(0, MOST_HEADERS)
      .map(([name, value]) => [name, redact([value].flat().join(', ')).slice(0, KEPT_HEADER_LENGTH)]),
  )

const first = (value: string | string[] | undefined): string =>
  (Array.isArray(value) ? value[0] : value) ?? ''
