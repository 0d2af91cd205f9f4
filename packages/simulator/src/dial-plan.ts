import { type Hangup, type HangupCode, hangup } from './hangup.ts'
import { LEG_DEFAULTS, type Leg } from './leg.ts'
import { type Course, planLeg } from './leg-course.ts'
import type { CallerHangup } from './place-call.ts'

/** Everything that decides how one Dial goes. */
export interface DialScript {
  /** One per recipient, in the order of the document; all ring at once. */
  legs: readonly Leg[]
  ringTimeoutSeconds: number
  timeLimitSeconds: number
  /** Whoever answers has to press the key before being connected. */
  confirm: { key: string; timeoutSeconds: number } | null
  /** Counted from the beginning of this dial. */
  callerHangup: CallerHangup | null
  /** Seconds until the carrier ends the whole call by schedule; infinite when it never does. */
  callEndsAfterSeconds: number
}

/** Seconds count from the beginning of the dial; `leg` is an index into the script's legs. */
export type DialEvent =
  | { atSeconds: number; type: 'rings' | 'answers' | 'connects'; leg: number }
  | { atSeconds: number; type: 'presses'; leg: number; key: string }
  | { atSeconds: number; type: 'ends'; leg: number; hangup: Hangup }
  | { atSeconds: number; type: 'call_ends'; by: CallEnder }

/** Who ends the whole call during a dial. */
export type CallEnder = 'caller' | 'schedule'

export type DialStatus = 'completed' | 'busy' | 'failed' | 'timeout' | 'no-answer' | 'cancel'

export interface DialPlan {
  /** In the order of time; at one moment, causes before their effects. */
  events: DialEvent[]
  status: DialStatus
  hangupCause: string
  rang: boolean
  /** The leg that talked to the caller. */
  connected: number | null
  endsCall: CallEnder | null
}

/**
 * Plays the scripts of all recipients, the caller and the timeouts against each other. At one and the same moment
 * an answer beats the ring timeout, and both beat a hang-up by the caller.
 */
export function planDial(script: DialScript): DialPlan {
  const courses = script.legs.map((leg, index) => planLeg(leg, index, script))
  const winner = courses.reduce<Course | null>(
    (first, course) => (course.connectsAt < (first?.connectsAt ?? Number.POSITIVE_INFINITY) ? course : first),
    null,
  )
  const resolvedAt = winner?.connectsAt ?? Math.max(...courses.map((course) => course.endsAt))
  const ringingEnd = earliest(ringingEnds(script))
  if (ringingEnd !== null && ringingEnd.at < resolvedAt) return planCancel(courses, ringingEnd)
  return winner === null ? planUnanswered(courses) : planTalk(courses, winner, script)
}

interface CallEnd {
  at: number
  by: CallEnder
}

function ringingEnds({ legs, callerHangup, callEndsAfterSeconds }: DialScript): CallEnd[] {
  const cancels = legs
    .filter((leg) => leg.outcome === 'cancel')
    .map((leg): CallEnd => ({ at: leg.ringSeconds ?? LEG_DEFAULTS.patienceSeconds, by: 'caller' }))
  const ends: CallEnd[] = [...cancels, { at: callEndsAfterSeconds, by: 'schedule' }]
  if (callerHangup !== null && callerHangup.while !== 'talking') {
    ends.push({ at: callerHangup.afterSeconds, by: 'caller' })
  }
  return ends
}

const earliest = (ends: CallEnd[]): CallEnd | null =>
  ends.reduce<CallEnd | null>((first, end) => (first === null || end.at < first.at ? end : first), null)

function planCancel(courses: Course[], end: CallEnd): DialPlan {
  const reason = end.by === 'caller' ? hangup(1000, 'Caller') : hangup(6000, 'Plivo')
  const events = inOrder([
    ...courses.flatMap((course) => course.events.filter((event) => event.atSeconds <= end.at)),
    { atSeconds: end.at, type: 'call_ends', by: end.by },
    ...courses.filter((course) => course.endsAt > end.at).map((course) => endOf(course, end.at, reason)),
  ])
  return {
    events,
    status: 'cancel',
    hangupCause: 'ORIGINATOR_CANCEL',
    rang: hasRung(events),
    connected: null,
    endsCall: end.by,
  }
}

/** The best that any leg brought wins: no-answer before busy before rejected before timeout before failed. */
const unansweredResults: { codes: HangupCode[]; status: DialStatus; hangupCause: string }[] = [
  { codes: [6010, 3000, 9110], status: 'no-answer', hangupCause: 'NO_ANSWER' },
  { codes: [3010], status: 'busy', hangupCause: 'USER_BUSY' },
  // Plivo has no status for a rejected call; busy is what a declining phone (SIP 486 or 603) comes closest to.
  { codes: [3020], status: 'busy', hangupCause: 'CALL_REJECTED' },
  { codes: [3070], status: 'timeout', hangupCause: 'RECOVERY_ON_TIMER_EXPIRE' },
  { codes: [3050], status: 'failed', hangupCause: 'UNALLOCATED_NUMBER' },
]

function planUnanswered(courses: Course[]): DialPlan {
  const events = inOrder(courses.flatMap((course) => course.events))
  const codes = events.flatMap((event) => (event.type === 'ends' ? [event.hangup.code] : []))
  const result = unansweredResults.find((each) => each.codes.some((code) => codes.includes(code)))
  if (result === undefined) throw new Error(`no dial status for the hang-up codes ${codes.join(', ')}`)
  const { status, hangupCause } = result
  return { events, status, hangupCause, rang: hasRung(events), connected: null, endsCall: null }
}

function planTalk(courses: Course[], winner: Course, script: DialScript): DialPlan {
  const connectsAt = winner.connectsAt
  const losers = courses.filter((course) => course !== winner)
  const isOver = (course: Course) => course.endsAt < connectsAt
  const talk = planTalkEnd(winner, script)
  const events = inOrder([
    ...losers.flatMap((course) => course.events.filter((event) => event.atSeconds < connectsAt)),
    ...winner.events,
    { atSeconds: connectsAt, type: 'connects', leg: winner.leg },
    ...losers
      .filter((course) => !isOver(course))
      .map((course) => endOf(course, connectsAt, hangup(9000, 'Plivo'))),
    ...(talk.by === null ? [] : [{ atSeconds: talk.at, type: 'call_ends', by: talk.by } as const]),
    endOf(winner, talk.at, talk.reason),
  ])
  return {
    events,
    status: 'completed',
    hangupCause: 'NORMAL_CLEARING',
    rang: hasRung(events),
    connected: winner.leg,
    endsCall: talk.by,
  }
}

interface TalkEnd {
  at: number
  by: CallEnder | null
  reason: Hangup
}

function planTalkEnd({ leg, connectsAt }: Course, script: DialScript): TalkEnd {
  const { callerHangup, callEndsAfterSeconds, timeLimitSeconds, legs } = script
  const talkSeconds = legs[leg]?.talkSeconds ?? LEG_DEFAULTS.talkSeconds
  const ends: TalkEnd[] = [
    { at: connectsAt + talkSeconds, by: null, reason: hangup(4000, 'Callee') },
    { at: connectsAt + timeLimitSeconds, by: null, reason: hangup(6000, 'Plivo') },
    { at: callEndsAfterSeconds, by: 'schedule', reason: hangup(6000, 'Plivo') },
  ]
  if (callerHangup !== null && callerHangup.while !== 'ringing') {
    const from = callerHangup.while === 'talking' ? connectsAt : 0
    ends.push({ at: from + callerHangup.afterSeconds, by: 'caller', reason: hangup(4000, 'Caller') })
  }
  return ends.reduce((first, end) => (end.at < first.at ? end : first))
}

const endOf = (course: Course, atSeconds: number, reason: Hangup): DialEvent => ({
  atSeconds,
  type: 'ends',
  leg: course.leg,
  hangup: reason,
})

const inOrder = (events: DialEvent[]): DialEvent[] => events.toSorted((a, b) => a.atSeconds - b.atSeconds)

const hasRung = (events: DialEvent[]): boolean => events.some((event) => event.type === 'rings')
