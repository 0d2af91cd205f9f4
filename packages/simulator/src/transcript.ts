import type { CallEnder, DialStatus } from './dial-plan.ts'
import type { Hangup } from './hangup.ts'
import type { Method, WebhookPurpose } from './webhook.ts'

/** `system` is the application that the carrier calls: what its documents ask for. */
export type Actor = 'caller' | 'callee' | 'carrier' | 'system'

interface Happened {
  /** Virtual seconds since the call began. */
  atSeconds: number
  /** Milliseconds since 1970, UTC, by the real clock. */
  at: number
  actor: Actor
  /** The entry as a sentence without its subject, which is the actor. */
  text: string
}

export interface CallPlaced extends Happened {
  type: 'call_placed'
  from: string
  to: string
  callerName: string
}

/** One attempt of one signed request. */
export interface WebhookSent extends Happened {
  type: 'webhook'
  purpose: WebhookPurpose
  method: Method
  /** What was signed: no fragment; for GET with the parameters. */
  url: string
  params: Readonly<Record<string, string>>
  /** From 1. */
  attempt: number
  /** Null when there was no complete answer; `error` says why. */
  status: number | null
  contentType: string
  body: string
  error: string | null
}

export interface ElementPerformed extends Happened {
  type: 'element'
  name: string
  attributes: Readonly<Record<string, string>>
}

/** One thing that a callee did or that was done to its leg. */
export interface LegMoved extends Happened {
  type: 'leg'
  what: 'rings' | 'answers' | 'presses' | 'connects' | 'ends'
  legUUID: string
  number: string
  /** Order in the Dial, from 1. */
  position: number
  /** Only when it ends. */
  hangup: Hangup | null
}

export interface DialEnded extends Happened {
  type: 'dial_ended'
  dialStatus: DialStatus
  dialHangupCause: string
  rang: boolean
}

/** The caller, or a scheduled hang-up, ends the call before its instructions do. */
export interface CallCut extends Happened {
  type: 'call_cut'
  by: CallEnder
}

/** What the carrier wants to be known: a refused document, something that is not simulated. */
export interface Noted extends Happened {
  type: 'note'
}

export interface CallEnd extends Hangup {
  callStatus: CallStatus
  /** Of all dials of the call, in order. */
  dialStatuses: DialStatus[]
}

export interface CallEnded extends Happened, CallEnd {
  type: 'ended'
}

/** How a call can end; the words are those of a dial. */
export type CallStatus = DialStatus

export type TranscriptEntry =
  | CallPlaced
  | WebhookSent
  | ElementPerformed
  | LegMoved
  | DialEnded
  | CallCut
  | Noted
  | CallEnded

type WithoutTime<E> = E extends TranscriptEntry ? Omit<E, 'atSeconds' | 'at'> : never
/** An entry as its author writes it; the clocks are read when it is recorded. */
export type EntryDraft = WithoutTime<TranscriptEntry>

export interface Transcript {
  callUUID: string
  from: string
  to: string
  entries: TranscriptEntry[]
  /** Null while the call is up, and for good when the simulator was stopped. */
  end: CallEnd | null
}
