import type { Emitted, Event, Issue, Session, TraceLine } from '@phloem/flow'

/** The answers of the HTTP API. Times are ISO 8601 in UTC. */
export interface Status {
  version: string
  carrier: 'simulator' | 'plivo'
  publicUrl: string
  /** Where callers' and callees' numbers and names are masked. */
  maskPersonal: 'logs' | 'exports' | 'both' | 'none'
  owed: { count: number; oldestAt: string | null }
  storage: {
    state: 'ok' | 'low' | 'full' | 'failing'
    /** What the disk or the database says; null while all is well. */
    problem: string | null
    freeBytes: number
    databaseBytes: number
    walBytes: number
    /** Changes of calls that the store did not take yet. */
    unstored: number
  }
}

/** What came of the carrier's requests since Phloem was started. */
export interface CarrierDiagnosis {
  carrier: 'simulator' | 'plivo'
  publicUrl: string
  accepted: { count: number; lastAt: string | null }
  /** `tooMany`: so many that nobody looked at them. */
  refused: { count: number; lastAt: string | null; tooMany: number }
  /** The newest first; the carrier's own stay longer than those of strangers. */
  refusals: Refusal[]
}

export interface Refusal {
  at: string
  reason: 'missing_signature' | 'missing_nonce' | 'mismatch' | 'nonce_reused' | 'not_a_form' | 'too_large'
  method: string
  /** As it would have to be signed, without its query. */
  url: string
  /** The address that was connected: a proxy's, where there is one. */
  from: string
  suggestion: {
    kind: 'public_url' | 'path' | 'method' | 'params' | 'auth_token' | 'not_signed' | 'older_signature'
    /** Signed with one of our tokens, so it was the carrier. */
    isFromCarrier: boolean
    message: string
    /** A setting, e.g. `PHLOEM_PUBLIC_URL=https://phloem.example`. */
    set: string | null
  } | null
}

export type Scope = 'read' | 'operate' | 'edit' | 'admin'

/** Who asks, and the administrator's password. */
export interface AccessState {
  kind: 'session' | 'token'
  name: string
  scopes: Scope[]
  password: {
    isSet: boolean
    setAt: string | null
    /** Of `PHLOEM_ADMIN_PASSWORD_FILE`: to be changed there. */
    isFromFile: boolean
    /** To change it, the one that stands must be given. */
    isAskedFor: boolean
  }
}

/** A browser that is logged in. */
export interface LoginSession {
  id: string
  how: 'link' | 'password' | 'token'
  name: string
  scopes: Scope[]
  ip: string
  userAgent: string
  createdAt: string
  lastUsedAt: string
  expiresAt: string
  isCurrent: boolean
}

export interface ApiToken {
  id: string
  name: string
  scopes: Scope[]
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}

/** Who did what. */
export interface AuditEntry {
  id: string
  at: string
  actor: { kind: 'session' | 'token' | 'anonymous'; id: string | null; name: string }
  ip: string
  action: string
  subject: string
  detail: string
}

export interface FlowSummary {
  id: string
  name: string
  revision: number
  updatedAt: string
  publishedVersion: number | null
  publishedAt: string | null
  hasUnpublishedChanges: boolean
  numbers: string[]
  /** How many of each. */
  issues: { error: number; warning: number; note: number }
  nodeCount: number
}

export interface VersionSummary {
  version: number
  publishedAt: string
  note: string
}

export interface NumberRow {
  /** E.164. */
  number: string
  alias: string
  source: 'simulator' | 'manual'
  flowId: string | null
  flowName: string | null
  publishedVersion: number | null
  /** Called when Phloem can't decide. */
  fallbackNumber: string | null
}

export interface CallSummary {
  callUUID: string
  from: string
  to: string
  callerName: string
  direction: 'inbound' | 'outbound'
  flowId: string | null
  flowName: string | null
  version: number | null
  status: 'live' | 'ended'
  /** The exit by which the last voice node was left. */
  state: string | null
  /** The carrier's word for how the last dial ended. */
  dialStatus: string | null
  startedAt: string
  endedAt: string | null
  durationSeconds: number | null
  problem: string | null
  /** The number's own, to which the call was connected because its flow could not decide. */
  forwardedTo: string | null
  /** The node that its flow waits at; null when it waits at none. */
  waitsAt: string | null
  deliveries: { pending: number; delivered: number; dead: number }
}

export interface CallEvent {
  seq: number
  at: string
  event: Event
  effects: Emitted[]
  trace: TraceLine[]
}

export type WebhookKind =
  | 'answer'
  | 'dial_ended'
  | 'dial_event'
  | 'confirm'
  | 'continue'
  | 'recorded'
  | 'hangup'
  | 'fallback'
  | 'ring'

/** A request of the carrier; status, contentType and body are our answer, null while it is not decided. */
export interface Webhook {
  id: string
  at: string
  kind: WebhookKind
  method: string
  url: string
  params: [key: string, value: string][]
  isDuplicate: boolean
  status: number | null
  contentType: string | null
  body: string | null
  /** The event that it caused, if any. */
  seq: number | null
  durationMs: number
}

export interface Attempt {
  number: number
  at: string
  durationMs: number
  /** Null without an answer; then `error` says why. */
  status: number | null
  error: string | null
  /** In lower case; absent without an answer, and of old attempts. */
  responseHeaders?: Record<string, string>
  responseBody: string
}

export type DeliveryState = 'pending' | 'delivered' | 'dead'

/** A web server that gets reports: what its signing secret, its breaker and its queue belong to. */
export interface Destination {
  /** Scheme, host and port, e.g. `https://example.com`. */
  origin: string
  owed: { count: number; oldestAt: string | null }
  dead: number
  /** `deferred`: the breaker is open, its reports wait. */
  state: 'ok' | 'failing' | 'deferred' | 'disabled'
  breaker: { state: 'closed' | 'open' | 'half_open'; nextProbeAt: string | null }
  failingSince: string | null
  disabledAt: string | null
  disabledReason: string | null
  /** URLs that answered 410: nothing is sent there until they are opened again. */
  gone: { url: string; since: string }[]
  secretUpdatedAt: string
}

/** A report on its way, as it is sent: templates rendered, secrets left as references. */
export interface Delivery {
  id: string
  callUUID: string
  flowId: string
  nodeId: string
  nodeName: string
  /** The origin of its URL. */
  destination: string
  /** The event whose step asked for it. */
  seq: number
  state: DeliveryState
  /** Header names are in lower case; `body` null: none. */
  request: { method: string; url: string; headers: Record<string, string>; body: string | null }
  attempts: Attempt[]
  nextAttemptAt: string | null
  createdAt: string
  endedAt: string | null
}

export interface CallDetail extends Omit<CallSummary, 'deliveries'> {
  session: Session | null
  events: CallEvent[]
  webhooks: Webhook[]
  deliveries: Delivery[]
}

export type LegOutcome = 'answer' | 'busy' | 'reject' | 'no_answer' | 'unreachable' | 'timeout'

/** What one callee does; with a `number` it plays that recipient, else legs are used in dial order. */
export interface TestLeg {
  number?: string
  outcome: LegOutcome
  ringSeconds?: number
  talkSeconds?: number
  /** Under call screening; null presses none. */
  pressKey?: string | null
}

export interface TestCallRequest {
  from: string
  to: string
  callerName?: string
  legs: TestLeg[]
  hangup?: { while: 'ringing' | 'talking'; afterSeconds: number }
  /** Virtual seconds per real second. */
  speed?: number
}

/** What the server tells while it happens, by the kind of the server-sent event. */
export interface ServerEvents {
  call: CallSummary
  step: {
    callUUID: string
    flowId: string | null
    version: number | null
    seq: number
    at: string
    event: Event
    trace: TraceLine[]
  }
  delivery: Delivery
  destination: { origin: string }
  flow: { id: string; revision: number; publishedVersion: number | null }
  numbers: Record<string, never>
}

export type ServerEventKind = keyof ServerEvents

export type ServerEvent = { [K in ServerEventKind]: { kind: K; data: ServerEvents[K] } }[ServerEventKind]

export interface ErrorBody {
  error: { code: string; message: string; issues?: Issue[] }
}
