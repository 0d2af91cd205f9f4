import type { Json } from './json.ts'

/** Forward the caller to one recipient, or to several at once; the first to answer is connected. */
export interface Dial {
  type: 'dial'
  /** E.164 numbers or `sip:` URIs. */
  recipients: string[]
  /** Shown to the recipients; empty leaves the choice to the carrier. */
  callerId: string
  callerName: string
  ringTimeoutSeconds: number
  /** The longest talk. */
  timeLimitSeconds: number
  /** The recipient hears the prompt and is connected on pressing the key. */
  confirm: { prompt: string; key: string; timeoutSeconds: number } | null
  record: boolean
  /** Recipients that stand in no literal setting of the node may be dialled, as far as a policy allows. */
  allowsTemplates?: true
}

export interface KeyValue {
  key: string
  value: string
}

export type RequestBody =
  | { encoding: 'none' }
  | { encoding: 'form'; pairs: KeyValue[] }
  | { encoding: 'json'; value: Json }

/** Passwords and tokens are references (`{{secret.NAME}}`), resolved when the request is sent, never before. */
export type RequestAuth =
  | { type: 'none' }
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string }

export interface Request {
  type: 'request'
  /** `report`: stored and retried, nobody waits. `awaited`: one try, answered by `http_answered`. */
  purpose: 'report' | 'awaited'
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  /** Where the node names them: the only hosts that the URL may have come to (see `isListedHost`). */
  hosts?: string
  headers: KeyValue[]
  query: KeyValue[]
  auth: RequestAuth
  body: RequestBody
  timeoutSeconds: number
  /** Of a report: absent means at least once, so that it is tried again unless it has surely arrived. */
  delivery?: 'at_most_once'
  /** Of a report: refusals (4xx) are tried again too. */
  retriesRefused?: true
}

export interface Speak {
  type: 'speak'
  text: string
}

export interface HangUp {
  type: 'hang_up'
}

/** Bring an event to the session after a while, unless the step is over by then. */
export interface Schedule {
  type: 'schedule'
  event: 'dial_end_missed'
  afterSeconds: number
}

/** What the flow asks for, imperative. A closed union: every carrier and the runtime answer each member. */
export type Effect = Dial | Request | Speak | HangUp | Schedule

/** Effects that the carrier carries out, in its own language. */
export type VoiceEffect = Dial | Speak | HangUp

/** An effect with the step that it belongs to and the node that asked for it (null: the engine itself). */
export type Emitted<E extends Effect = Effect> = E & { nodeId: string | null; step: number }
