import type { Json } from './json.ts'

/** How a dial ended, in the words of no carrier. `cancelled`: the caller left before an answer. */
export type DialResult = 'completed' | 'cancelled' | 'busy' | 'no_answer' | 'timeout' | 'failed' | 'unknown'

/** Every event says when it happened: milliseconds since 1970, UTC. The core has no clock of its own. */
interface Happened {
  at: number
}

/** Events that answer an effect name the step that emitted it, so that a late one moves nothing. */
interface Answers extends Happened {
  step: number
}

/** What is known of a call when it begins. Numbers are in E.164 where the carrier gave a number at all. */
export interface CallFacts {
  uuid: string
  from: string
  to: string
  direction: 'inbound' | 'outbound'
  /** Empty when the carrier gave none. */
  callerName: string
  /** Everything the carrier sent, verbatim, by its own names. */
  fields: Record<string, string>
}

export interface CallStarted extends Happened {
  type: 'call_started'
  call: CallFacts
}

export interface MessageReceived extends Happened {
  type: 'message_received'
  message: { uuid: string; from: string; to: string; text: string; fields: Record<string, string> }
}

export interface RunRequested extends Happened {
  type: 'run_requested'
  params: Record<string, Json>
}

/** A callee picked up. With screening on this comes before the key is pressed. */
export interface LegAnswered extends Answers {
  type: 'leg_answered'
  legUUID: string
  to: string
  fields: Record<string, string>
}

/** A callee and the caller can hear each other. */
export interface LegConnected extends Answers {
  type: 'leg_connected'
  legUUID: string
  to: string
  fields: Record<string, string>
}

/** One callee's leg is over; the dial itself may go on. */
export interface LegEnded extends Answers {
  type: 'leg_ended'
  legUUID: string
  to: string
  hangupCause: string
  fields: Record<string, string>
}

export interface DialEnded extends Answers {
  type: 'dial_ended'
  result: DialResult
  /** Whether any phone rang; null when the carrier did not say. */
  rang: boolean | null
  /** The telephony cause, e.g. `USER_BUSY`; empty when unknown. */
  hangupCause: string
  /** Everything the carrier sent, verbatim, by its own names. */
  fields: Record<string, string>
  /** Phloem itself refused to dial; the carrier knows nothing of it. A sentence for each reason. */
  refusals?: string[]
}

/** The caller is gone and the carrier never told how the dial ended: the node has to conclude it. */
export interface DialEndMissed extends Answers {
  type: 'dial_end_missed'
}

/** An HTTP request that the flow waited for has its answer, or none (`status` null, `error` says why). */
export interface HttpAnswered extends Answers {
  type: 'http_answered'
  status: number | null
  contentType: string
  body: string
  error: string | null
}

export interface HungUp extends Happened {
  type: 'hung_up'
  /** The carrier's word for how the call ended, e.g. `completed`, `no-answer`. */
  callStatus: string
  hangupCause: string
  fields: Record<string, string>
  /** The carrier went silent for longer than any call lasts, and Phloem took the call for over. */
  isPresumed?: true
}

/** What happened, past tense. A closed union: the engine, the carriers and the timeline all know each member. */
export type Event =
  | CallStarted
  | MessageReceived
  | RunRequested
  | LegAnswered
  | LegConnected
  | LegEnded
  | DialEnded
  | DialEndMissed
  | HttpAnswered
  | HungUp

export type EventType = Event['type']
export type EventOf<T extends EventType> = Extract<Event, { type: T }>
