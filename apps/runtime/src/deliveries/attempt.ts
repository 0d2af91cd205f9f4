import type { Request } from '@phloem/flow'
import type { Clock } from '../clock.ts'
import type { Attempt, Delivery, DeliveryStore } from '../store/port.ts'
import { type Outcome, outcome } from './outcome.ts'
import type { Dice } from './schedule.ts'
import type { Answer } from './send.ts'
import { wait } from './wait.ts'

export interface AttemptOptions {
  store: DeliveryStore
  send: (
    request: Request,
    options: { headers: Record<string, string>; signal: AbortSignal },
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

/** Sends a delivery once and keeps what came of it. The delivery as it is then; null when that could not be kept. */
export async function attempt(
  delivery: Delivery,
  { store, send, clock, dice, log }: AttemptOptions,
  { stopping, cutting }: AttemptSignals,
): Promise<Delivery | null> {
  const { id, request, tries, attempts } = delivery

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

  const at = clock.now()
  const answer = await send(request, { headers: identity(id, at), signal: cutting }).catch((error) => {
    log.error({ err: error, deliveryId: id }, 'sending failed from within')
    return failed(error)
  })
  if (cutting.aborted) return null
  const made = attemptOf(answer, attempts.length + 1, at)
  const then = outcome(answer, { tries, at: clock.now(), dice })
  if (!(await record(made, then))) return null
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
const identity = (id: string, at: number): Record<string, string> => ({
  'webhook-id': id,
  'idempotency-key': id,
  'webhook-timestamp': String(Math.floor(at / 1000)),
})

const attemptOf = ({ durationMs, status, error, body }: Answer, number: number, at: number): Attempt => ({
  number,
  at,
  durationMs,
  status,
  error,
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
})
