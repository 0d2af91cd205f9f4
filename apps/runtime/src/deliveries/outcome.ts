import type { Delivery } from '../store/port.ts'
import { type Dice, nextAttemptAt } from './schedule.ts'
import type { Answer } from './send.ts'
import { type DeliveryPolicy, retryAfterSeconds, verdict } from './verdict.ts'

export type Outcome = Pick<Delivery, 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'>

/** What becomes of a delivery by an attempt that ended `at`, after `tries` before it. */
export function outcome(
  answer: Answer,
  policy: DeliveryPolicy,
  { tries, at, dice }: { tries: number; at: number; dice: Dice },
): Outcome {
  const made = tries + 1
  const judged = verdict(answer, policy)
  if (judged === 'delivered') return { state: 'delivered', tries: made, nextAttemptAt: null, endedAt: at }
  const next =
    judged === 'rejected'
      ? null
      : nextAttemptAt({ tries: made, at, retryAfterSeconds: retryAfterSeconds(answer, at), dice })
  return next === null
    ? { state: 'dead', tries: made, nextAttemptAt: null, endedAt: at }
    : { state: 'pending', tries: made, nextAttemptAt: next, endedAt: null }
}
