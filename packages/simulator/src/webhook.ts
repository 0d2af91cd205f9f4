import type { HttpClient, HttpResult } from './http-client.ts'
import { parseRetryPolicy } from './retry-policy.ts'
import { createNonce, signV3, sorted } from './signature.ts'

export type Method = 'GET' | 'POST'

/** What a request to the application is about. */
export type WebhookPurpose =
  | 'answer'
  | 'fallback'
  | 'redirect'
  | 'action'
  | 'dial_callback'
  | 'confirm_sound'
  | 'record_callback'
  | 'hangup'

export interface Webhook {
  purpose: WebhookPurpose
  method: Method
  /** As configured or as found in the XML, with its tuning fragment. */
  url: string
  params: Readonly<Record<string, string>>
}

export interface WebhookAttempt {
  webhook: Webhook
  /** What was requested and signed: no fragment; for GET with the parameters. */
  url: string
  attempt: number
  result: HttpResult
}

export interface WebhookSenderOptions {
  http: HttpClient
  authToken: string
  speed: number
  shortestTimeoutMs: number
  reroute: (url: URL) => URL
  signal: AbortSignal
  onAttempt: (attempt: WebhookAttempt) => void
}

export type SendWebhook = (webhook: Webhook) => Promise<HttpResult>

/**
 * Sends signed requests, each as often as the fragment of its URL asks for, and gives the last attempt's result.
 * Rejects only when the signal aborts.
 */
export function createWebhookSender(options: WebhookSenderOptions): SendWebhook {
  const { http, authToken, speed, shortestTimeoutMs, reroute, signal, onAttempt } = options
  const sped = (timeoutMs: number) => Math.max(timeoutMs / speed, Math.min(timeoutMs, shortestTimeoutMs))

  return async (webhook) => {
    const policy = parseRetryPolicy(webhook.url.split('#')[1] ?? '')
    const { url, body } = encode(webhook)
    // The total is not sped up: the attempts are, and all of them must fit in.
    const budget = AbortSignal.timeout(policy.totalTimeoutMs)
    for (let attempt = 1; ; attempt++) {
      const result = await http.attempt({
        method: webhook.method,
        url: reroute(new URL(url)),
        headers: { ...signatureHeaders(webhook, url, authToken), ...(body === null ? {} : formHeader) },
        body,
        connectTimeoutMs: sped(policy.connectTimeoutMs),
        readTimeoutMs: sped(policy.readTimeoutMs),
        signal: AbortSignal.any([signal, budget]),
      })
      signal.throwIfAborted()
      onAttempt({ webhook, url, attempt, result })
      const isDone = 'status' in result && isSuccess(result.status)
      if (isDone || attempt > policy.retries || budget.aborted || !policy.shouldRetry(result)) return result
    }
  }
}

export const isSuccess = (status: number): boolean => status >= 200 && status <= 299

/** Whether the text is an address that Plivo would call at all. */
export const isWebUrl = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '')

const formHeader = { 'content-type': 'application/x-www-form-urlencoded' }

function encode({ method, url, params }: Webhook): { url: string; body: string | null } {
  const withoutFragment = url.replace(/#.*$/, '')
  if (method === 'POST') return { url: withoutFragment, body: form(Object.entries(params)) }
  const [path = '', query = ''] = withoutFragment.split(/\?(.*)/s)
  return { url: `${path}?${form([...new URLSearchParams(query), ...Object.entries(params)])}`, body: null }
}

const form = (pairs: [string, string][]): string => new URLSearchParams(sorted(pairs)).toString()

function signatureHeaders(webhook: Webhook, url: string, authToken: string): Record<string, string> {
  const nonce = createNonce()
  const signature = signV3(webhook.method, url, webhook.params, nonce, authToken)
  return {
    'x-plivo-signature-v3': signature,
    // The main account's token; here it is the only one.
    'x-plivo-signature-ma-v3': signature,
    'x-plivo-signature-v3-nonce': nonce,
  }
}
