import type { DialEvent, DialScript } from './dial-plan.ts'
import { type Hangup, hangup } from './hangup.ts'
import { LEG_DEFAULTS, type Leg } from './leg.ts'

/** How a leg would go if it were the only one and the caller patient. */
export interface Course {
  leg: number
  events: DialEvent[]
  /** Infinite when it never connects. */
  connectsAt: number
  /** Infinite when it connects. */
  endsAt: number
}

/** A line that neither rings nor answers is reported after this long. */
const REPORT_SECONDS = 1

export function planLeg(leg: Leg, index: number, { ringTimeoutSeconds, confirm }: DialScript): Course {
  const rings: DialEvent = { atSeconds: 0, type: 'rings', leg: index }
  const ending = (atSeconds: number, events: DialEvent[], reason: Hangup): Course => ({
    leg: index,
    events: [...events, { atSeconds, type: 'ends', leg: index, hangup: reason }],
    connectsAt: Number.POSITIVE_INFINITY,
    endsAt: atSeconds,
  })
  const ringsOut = () => ending(ringTimeoutSeconds, [rings], hangup(6010, 'Plivo'))
  const declines = (ringSeconds: number, reason: Hangup) =>
    ringSeconds > ringTimeoutSeconds
      ? ringsOut()
      : ending(ringSeconds || REPORT_SECONDS, ringSeconds > 0 ? [rings] : [], reason)

  switch (leg.outcome) {
    case 'busy':
      return declines(leg.ringSeconds ?? 0, hangup(3010, 'Carrier'))
    case 'reject':
      return declines(leg.ringSeconds ?? LEG_DEFAULTS.ringSeconds, hangup(3020, 'Callee'))
    case 'unreachable':
      return declines(leg.ringSeconds ?? 0, hangup(3050, 'Carrier'))
    case 'no_answer':
      return declines(leg.ringSeconds ?? Number.POSITIVE_INFINITY, hangup(3000, 'Carrier'))
    case 'cancel':
      return ringsOut()
    case 'timeout':
      return ending(ringTimeoutSeconds, [], hangup(3070, 'Carrier'))
    case 'answer': {
      const answersAt = leg.ringSeconds ?? LEG_DEFAULTS.ringSeconds
      if (answersAt > ringTimeoutSeconds) return ringsOut()
      const answered: DialEvent[] = [rings, { atSeconds: answersAt, type: 'answers', leg: index }]
      if (confirm === null) {
        return { leg: index, events: answered, connectsAt: answersAt, endsAt: Number.POSITIVE_INFINITY }
      }
      const key = leg.pressKey === undefined ? confirm.key : leg.pressKey
      const pressesAt = answersAt + (leg.pressAfterSeconds ?? LEG_DEFAULTS.pressAfterSeconds)
      const askedUntil = answersAt + confirm.timeoutSeconds
      if (key === null || pressesAt > askedUntil) return ending(askedUntil, answered, hangup(9110, 'Plivo'))
      const pressed: DialEvent[] = [...answered, { atSeconds: pressesAt, type: 'presses', leg: index, key }]
      return key === confirm.key
        ? { leg: index, events: pressed, connectsAt: pressesAt, endsAt: Number.POSITIVE_INFINITY }
        : ending(pressesAt, pressed, hangup(9110, 'Plivo'))
    }
  }
}
