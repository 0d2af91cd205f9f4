import type { Request } from '@phloem/flow'
import type { Answer } from './send.ts'

/**
 * What follows from an attempt. A mistake that can be put right elsewhere (a host that is not allowed, a secret that
 * is missing) is retried, so that what piled up goes out by itself; one inside the stored request is rejected at
 * once, since the request stays as it is. Either way each attempt shows its error, and nothing is dropped.
 */
export function verdict(
  { status, isUnsendable, hasLeft }: Answer,
  { delivery, retriesRefused }: DeliveryPolicy,
): 'delivered' | 'retry' | 'rejected' {
  if (isUnsendable) return 'rejected'
  if (status !== null && status >= 200 && status <= 299) return 'delivered'
  // Whatever came back or did not: the server may have acted on it.
  if (delivery === 'at_most_once') return hasLeft ? 'rejected' : 'retry'
  if (status === null) return 'retry'
  if (status === GONE) return 'rejected'
  if (isRefusal(status) && !retriesRefused) return 'rejected'
  return 'retry'
}

/** What the node asks for. */
export type DeliveryPolicy = Pick<Request, 'delivery' | 'retriesRefused'>

/** No answer, or one that says that the server can't take reports now. A refusal comes from a server that is well. */
export const isFailure = ({ status }: Answer): boolean =>
  status === null || status >= 500 || PASSING.has(status) || status < 200

/** The server asks never to be sent to this URL again (Standard Webhooks 1.0). */
export const isGone = ({ status }: Answer): boolean => status === GONE

const GONE = 410

const isRefusal = (status: number): boolean => status >= 400 && status <= 499 && !PASSING.has(status)

/** Request Timeout, Too Early, Too Many Requests. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429])

const LONGEST_WAIT_SECONDS = 24 * 60 * 60

/** How long the server asks to wait (RFC 9110 §10.2.3: seconds or a date), at most a day; null where it doesn't. */
export function retryAfterSeconds({ headers }: Answer, now: number): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  const seconds = /^\d+$/.test(text) ? Number(text) : secondsUntil(text, now)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS)
}

/** Only dates as HTTP writes them: `Date.parse` alone reads a year out of almost anything. */
const secondsUntil = (text: string, now: number): number =>
  /^[A-Z][a-z]+, .* GMT$/.test(text) ? Math.ceil((Date.parse(text) - now) / 1000) : Number.NaN
