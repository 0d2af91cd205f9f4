import type { Request } from '@phloem/flow'
import type { Clock } from '../clock.ts'
import type { Attempt, Delivery, DeliveryStore } from '../store/port.ts'
import type { Destinations } from './destinations.ts'
import { type Outcome, outcome } from './outcome.ts'
import type { Dice } from './schedule.ts'
import type { Answer } from './send.ts'
import { signatureOf } from './signature.ts'
import { isFailure, isGone } from './verdict.ts'
import { wait } from './wait.ts'

export interface AttemptOptions {
  store: DeliveryStore
  destinations: Pick<Destinations, 'allowedAt' | 'began' | 'ended' | 'refusal' | 'secrets'>
  send: (
    request: Request,
    options: { headers: (body: string) => Record<string, string>; signal: AbortSignal },
  ) => Promise<Answer>
  clock: Clock
  dice: Dice
  log: Record<'warn' | 'error' | 'info', (details: object, message: string) => void>
}

export interface AttemptSignals {
  /** No more waiting for a store that fails. */
  stopping: AbortSignal
  /** No more waiting for an answer. */
  cutting: AbortSignal
}

const RECORD_TRIES = 12
const RECORD_RETRY_MS = 5_000

/** Of each answer, for people to look at. */
const KEPT_BODY_LENGTH = 4096

/** In all, whatever the node says: a receiver that needs longer should answer first and work later. */
const LONGEST_ATTEMPT_SECONDS = 15

/** Sends a delivery once and keeps what came of it. The delivery as it is then; null when that could not be kept. */
export async function attempt(
  delivery: Delivery,
  { store, destinations, send, clock, dice, log }: AttemptOptions,
  { stopping, cutting }: AttemptSignals,
): Promise<Delivery | null> {
  const { id, destination, tries, attempts } = delivery
  const { url, timeoutSeconds } = delivery.request
  const request = { ...delivery.request, timeoutSeconds: Math.min(timeoutSeconds, LONGEST_ATTEMPT_SECONDS) }

  /**
   * The caller holds a place among the running ones meanwhile, so that with a store that can't write no more is sent
   * than what was under way.
   */
  async function record(made: Attempt, then: Outcome): Promise<boolean> {
    for (let recordTries = 1; recordTries <= RECORD_TRIES; recordTries += 1) {
      try {
        await store.recordAttempt(id, made, then)
        return true
      } catch (error) {
        log.error({ err: error, deliveryId: id }, 'the store does not take an attempt')
      }
      if (stopping.aborted) return false
      await wait(clock, RECORD_RETRY_MS, stopping)
    }
    return false
  }

  async function sendSigned(at: number): Promise<Answer> {
    const refusal = destinations.refusal(destination, url)
    if (refusal !== null) return notSent(refusal)
    const secrets = await destinations.secrets(destination)
    if (request.delivery === 'at_most_once' && !(await store.begin(id, at)))
      return failed('not sent again: an attempt before may have arrived, and nothing could be kept of it')
    return send(request, { headers: identity(id, at, secrets), signal: cutting }).catch((error) => {
      log.error({ err: error, deliveryId: id }, 'sending failed from within')
      return failed(error)
    })
  }

  const at = clock.now()
  const answer = await sendSigned(at)
  if (cutting.aborted) return null
  const made = attemptOf(answer, attempts.length + 1, at)
  const then = outcome(answer, request, { tries, at: clock.now(), dice })
  if (!(await record(made, then))) return null
  if (!answer.isRefused) {
    await destinations
      .ended(destination, url, { isFailure: isFailure(answer), isGone: isGone(answer) })
      .catch((error) => log.error({ err: error, destination }, 'the store does not take a destination'))
  }
  const { callUUID, flowId, nodeId: node } = delivery
  const { number, status, error, durationMs } = made
  const fields = { callUUID, flowId, node, deliveryId: id, attempt: number, status, error, durationMs }
  if (then.state === 'delivered') log.info(fields, 'a report was delivered')
  else if (then.state === 'dead') log.error(fields, 'a report was given up; it can be sent again by hand')
  else
    log.warn(
      { ...fields, nextAttemptAt: new Date(then.nextAttemptAt ?? 0) },
      'a report was not delivered; it will be tried again',
    )
  return { ...delivery, ...then, attempts: [...attempts, made] }
}

/** Standard Webhooks 1.0: the id stays over attempts and replays, so that a receiver can tell a repetition. */
function identity(id: string, at: number, secrets: readonly string[]) {
  const timestamp = String(Math.floor(at / 1000))
  return (body: string): Record<string, string> => ({
    'webhook-id': id,
    'idempotency-key': id,
    'webhook-timestamp': timestamp,
    ...(secrets.length === 0 ? {} : { 'webhook-signature': signatureOf(secrets, { id, timestamp, body }) }),
  })
}

const attemptOf = (
  { durationMs, status, error, headers, body }: Answer,
  number: number,
  at: number,
): Attempt => ({
  number,
  at,
  durationMs,
  status,
  error,
  ...(status !== null && { responseHeaders: headers }),
  responseBody: body.slice(0, KEPT_BODY_LENGTH).toWellFormed(),
})

const failed = (error: unknown): Answer => ({
  status: null,
  contentType: '',
  headers: {},
  body: '',
  durationMs: 0,
  error: String(error),
  isUnsendable: false,
  hasLeft: true,
  isRefused: false,
})

/** Nobody was asked: the destination takes nothing. */
const notSent = (reason: string): Answer => ({
  ...failed(reason),
  isUnsendable: true,
  hasLeft: false,
  isRefused: true,
})
