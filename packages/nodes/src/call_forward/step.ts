import {
  type Dial,
  type DialEnded,
  type EventOf,
  isSipUri,
  LIMITS,
  leave,
  type NodeContext,
  type Outcome,
  stay,
  toE164,
  wait,
} from '@phloem/flow'
import { type CallForward, DEFAULT_RING_TIMEOUT_SECONDS, DEFAULT_TIME_LIMIT_SECONDS } from './config.ts'
import { type CallForwardExit, exitFor } from './exits.ts'
import { dialVariables } from './variables.ts'

/** How long the dial's end may lag behind the caller's hang-up before it is concluded. */
const DIAL_END_GRACE_SECONDS = 5

/** What the node remembers of the dial under way. Times are milliseconds since 1970, UTC. */
export type DialMemory = {
  dialled: string[]
  /** In sequence: who is tried next. */
  rest: string[]
  startedAt: number
  answeredAt: number | null
  answeredBy: string
  legUUID: string
  /** Of the leg that was answered, as the carrier counts; null until it said so. */
  talkSeconds: number | null
  hangupCause: string
  /** The hang-up was never reported either. */
  isCarrierSilent?: true
}

type Forwarding = Outcome<CallForwardExit>

export function enter(config: CallForward, context: NodeContext): Forwarding {
  const { recipients, notices } = recipientsOf(config)
  if (recipients.length === 0) {
    const to = config.to.join(', ')
    const nobody = { result: 'failed', rang: false, hangupCause: '' } as const
    const fields = { DialStatus: 'failed', DialRingStatus: 'false', DialALegUUID: context.callUUID }
    return end(config, { ...nobody, fields, at: context.at }, begin([], [], context.at), to, notices)
  }
  return config.order === 'sequence'
    ? dial(config, recipients.slice(0, 1), recipients.slice(1), context.at, notices)
    : dial(config, recipients, [], context.at, notices)
}

export function resume(
  config: CallForward,
  event: EventOf<
    'leg_answered' | 'leg_connected' | 'leg_ended' | 'dial_ended' | 'dial_end_missed' | 'hung_up'
  >,
  memory: DialMemory,
  context: NodeContext,
): Forwarding {
  switch (event.type) {
    case 'leg_answered':
      // With screening an answer is not yet a talk: the key decides.
      return config.confirm ? stay(memory) : stay(answered(memory, event))
    case 'leg_connected':
      return stay(answered(memory, event))
    case 'leg_ended':
      return stay({ ...memory, hangupCause: event.hangupCause, talkSeconds: talkOf(event, memory) })
    case 'hung_up':
      return stay(hungUp(memory, event), [
        { type: 'schedule', event: 'dial_end_missed', afterSeconds: DIAL_END_GRACE_SECONDS },
      ])
    case 'dial_ended': {
      const [next, ...rest] = memory.rest
      const goesOn = next !== undefined && context.isCallerOnLine && exitFor(event) !== 'completed'
      return goesOn && event.result !== 'cancelled'
        ? dial(config, [next], rest, context.at, event.refusals ?? [])
        : end(config, event, memory, memory.answeredBy || memory.dialled.join(','), noticesOf(event))
    }
    case 'dial_end_missed': {
      const to = memory.answeredBy || memory.dialled.join(',')
      return end(config, concluded(memory, context), memory, to, [
        memory.isCarrierSilent
          ? 'The carrier reported neither how the dial ended nor the hang-up; it was concluded from what was known.'
          : 'The carrier did not report how the dial ended; it was concluded from the hang-up.',
      ])
    }
  }
}

const hungUp = (memory: DialMemory, event: EventOf<'hung_up'>): DialMemory => ({
  ...memory,
  hangupCause: event.hangupCause || memory.hangupCause,
  ...(event.isPresumed ? { isCarrierSilent: true } : {}),
})

function dial(config: CallForward, now: string[], rest: string[], at: number, notices: string[]): Forwarding {
  const effect: Dial = {
    type: 'dial',
    recipients: now,
    callerId: toE164(config.from) ?? '',
    callerName: config.callerName ?? '',
    ringTimeoutSeconds: config.ringTimeoutSeconds ?? DEFAULT_RING_TIMEOUT_SECONDS,
    timeLimitSeconds: config.timeLimitSeconds ?? DEFAULT_TIME_LIMIT_SECONDS,
    confirm: confirmOf(config),
    record: config.record ?? false,
    ...(config.allowTemplates ? { allowsTemplates: true } : {}),
  }
  return wait([effect], begin(now, rest, at), [...notices, ...withheldCaller(config)])
}

/** A recipient who hears nothing presses nothing, so a prompt that rendered empty gets words. */
function confirmOf({ confirm }: CallForward): Dial['confirm'] {
  if (confirm === undefined) return null
  return confirm.prompt.trim() === ''
    ? { ...confirm, prompt: `Press ${confirm.key} to take this call.` }
    : confirm
}

const withheldCaller = ({ from }: CallForward): string[] =>
  toE164(from) === null
    ? [`"${from}" is not a phone number, so the carrier chooses the caller ID that the recipient sees.`]
    : []

const begin = (dialled: string[], rest: string[], startedAt: number): DialMemory => ({
  dialled,
  rest,
  startedAt,
  answeredAt: null,
  answeredBy: '',
  legUUID: '',
  talkSeconds: null,
  hangupCause: '',
})

/** The first answer counts; a callback that repeats it changes nothing. */
const answered = (memory: DialMemory, event: EventOf<'leg_answered' | 'leg_connected'>): DialMemory =>
  memory.answeredAt === null
    ? { ...memory, answeredAt: event.at, answeredBy: event.to, legUUID: event.legUUID }
    : memory

function end(
  config: CallForward,
  outcome: Pick<DialEnded, 'result' | 'rang' | 'hangupCause' | 'fields' | 'at'>,
  { startedAt, answeredAt, talkSeconds }: DialMemory,
  to: string,
  notices: string[],
): Forwarding {
  const exit = exitFor(outcome)
  const { fields, at } = outcome
  return leave(
    exit,
    dialVariables({ exit, fields, from: config.from, to, startedAt, answeredAt, talkSeconds, endedAt: at }),
    notices,
  )
}

function talkOf({ legUUID, fields }: EventOf<'leg_ended'>, { legUUID: answered, talkSeconds }: DialMemory) {
  const said = fields.DialBLegDuration ?? ''
  return legUUID === answered && /^\d+$/.test(said) ? Number(said) : talkSeconds
}

function concluded(memory: DialMemory, { at, callUUID }: NodeContext) {
  const wasAnswered = memory.answeredAt !== null
  return {
    at,
    result: wasAnswered ? 'completed' : 'cancelled',
    rang: wasAnswered ? true : null,
    hangupCause: memory.hangupCause,
    fields: {
      DialStatus: wasAnswered ? 'completed' : 'cancel',
      DialRingStatus: wasAnswered ? 'true' : '',
      DialHangupCause: memory.hangupCause,
      DialALegUUID: callUUID,
      DialBLegUUID: memory.legUUID,
    },
  } as const
}

/** A template may render to several recipients; what is neither a number nor a SIP address is left out, aloud. */
function recipientsOf(config: CallForward): { recipients: string[]; notices: string[] } {
  const recipients: string[] = []
  const notices: string[] = []
  for (const text of config.to.flatMap((entry) => entry.split(','))) {
    const entry = text.trim()
    const recipient = isSipUri(entry) ? entry : toE164(entry)
    if (recipient === null)
      notices.push(`"${entry}" is neither a phone number nor a sip: address; not dialled.`)
    else if (!recipients.includes(recipient)) recipients.push(recipient)
  }
  if (recipients.length > LIMITS.recipients) {
    notices.push(
      `${recipients.length} recipients are too many; only the first ${LIMITS.recipients} are dialled.`,
    )
  }
  return { recipients: recipients.slice(0, LIMITS.recipients), notices }
}

const noticesOf = (event: DialEnded): string[] =>
  event.refusals ??
  (event.result === 'unknown'
    ? [
        `The carrier reported the dial status "${event.fields.DialStatus ?? ''}", which is not known; taken as failed.`,
      ]
    : [])
