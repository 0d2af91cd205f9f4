import type { Happening, Outcomes } from '@phloem/engine'
import type {
  Emitted,
  Event,
  FlowDocument,
  Json,
  Request,
  Session,
  TraceLine,
  VoiceEffect,
} from '@phloem/flow'
import type { Scope } from '../access/scope.ts'

/**
 * Where everything is kept. Adapters hold to `contract.ts`, run against each of them. A write's promise resolves
 * only when the change is on disk; a carrier's webhook is answered after that and not before.
 *
 * Times are milliseconds since 1970, UTC.
 */
export interface Store {
  flows: FlowStore
  scenarios: ScenarioStore
  numbers: NumberStore
  calls: CallStore
  deliveries: DeliveryStore
  destinations: DestinationStore
  sessions: LoginSessionStore
  secrets: SecretStore
  settings: SettingStore
  tokens: ApiTokenStore
  password: PasswordStore
  loginAttempts: LoginAttemptStore
  audit: AuditStore
  retention: RetentionStore
  /** What readiness asks: rejects when nothing can be read, or when the last write failed and another one does too. */
  ping: () => Promise<void>
  storage: () => Promise<Storage>
  /** The wall clock was moved by so much: everything that waits for a time waits for the same while as before. */
  shiftWaiting: (byMs: number) => Promise<void>
  /** After this nothing of what was overwritten or removed before can be found in the files. */
  scrub: () => Promise<void>
  close: () => Promise<void>
}

export interface Storage {
  /** `low`: little room is left. `full`: none is, or only what was reserved. `failing`: writes fail for another reason. */
  state: 'ok' | 'low' | 'full' | 'failing'
  /** What the last write said that failed; null once one succeeds. */
  problem: string | null
  freeBytes: number
  databaseBytes: number
  /** Of the write-ahead log. */
  walBytes: number
}

/** Each removes the oldest, as many as `limit` at most, and tells how many there were; no index, no long scan. */
export interface RetentionStore {
  /**
   * Calls that began before, with all that is kept of them. Those stay that are not over, that owe a report, or whose dead
   * reports died at `deadBefore` or later.
   */
  calls: (before: number, deadBefore: number, limit: number) => Promise<number>
  /** The carrier's requests, and our answers, of calls that are over. */
  webhooks: (before: number, limit: number) => Promise<number>
  /** How often exits were taken in hours that were over before. */
  exitCounts: (before: number, limit: number) => Promise<number>
  loginSessions: (expiredBefore: number, limit: number) => Promise<number>
  loginAttempts: (before: number, limit: number) => Promise<number>
  audit: (before: number, limit: number) => Promise<number>
}

export interface Flow {
  id: string
  /** Counts saves; the ETag of the draft. */
  revision: number
  draft: FlowDocument
  updatedAt: number
  /** The newest version, if any was published. */
  version: number | null
  publishedAt: number | null
}

export interface Version {
  flowId: string
  version: number
  document: FlowDocument
  note: string
  publishedAt: number
}

export interface FlowStore {
  list: () => Promise<Flow[]>
  find: (id: string) => Promise<Flow | null>
  /** Null when the id is taken. */
  create: (draft: FlowDocument, at: number) => Promise<Flow | null>
  /** Null when there is no such flow or its revision is another one (`ifRevision` null: any). */
  saveDraft: (draft: FlowDocument, ifRevision: number | null, at: number) => Promise<Flow | null>
  /** False when there was none. Its scenarios go; versions stay: calls are pinned to them. */
  remove: (id: string) => Promise<boolean>
  /** Keeps the document as the flow's next version, numbered 1, 2, 3 …; also after the flow was removed and made again. */
  publish: (flowId: string, document: FlowDocument, note: string, at: number) => Promise<Version>
  /** Newest first, without documents. */
  versions: (flowId: string) => Promise<Omit<Version, 'document'>[]>
  /** The newest where `version` is null. */
  version: (flowId: string, version: number | null) => Promise<Version | null>
}

/** A simulated call that is kept with its flow, to be played again after every change. */
export interface Scenario {
  name: string
  call: { from: string; to: string; callerName: string }
  /** When the call is said to begin, so that times in templates are the same each time. */
  at: number
  outcomes: Outcomes
  /** What the call did when the scenario was kept. */
  expected: Happening[]
}

export interface ScenarioStore {
  /** Of a flow, by name. */
  list: (flowId: string) => Promise<Scenario[]>
  /** Replaces the one of the same name. False where that would make more than `limit`. */
  put: (flowId: string, scenario: Scenario, limit: number) => Promise<boolean>
  remove: (flowId: string, name: string) => Promise<boolean>
}

export interface PhoneNumber {
  /** E.164. */
  number: string
  alias: string
  source: 'simulator' | 'manual'
  flowId: string | null
  /** Who gets the call when Phloem can't decide: E.164 or a `sip:` URI. */
  fallbackNumber: string | null
}

export interface NumberStore {
  list: () => Promise<PhoneNumber[]>
  find: (number: string) => Promise<PhoneNumber | null>
  put: (number: PhoneNumber) => Promise<void>
  remove: (number: string) => Promise<boolean>
}

export interface Call {
  callUUID: string
  from: string
  /** The number that was called. */
  to: string
  callerName: string
  direction: 'inbound' | 'outbound'
  /** The flow and the version that the call is pinned to; null when its number had none. */
  flowId: string | null
  version: number | null
  status: 'live' | 'ended'
  /** The exit by which the last node was left that needs the call, e.g. `busy_rejected`. */
  state: string | null
  /** The carrier's word for how the last dial ended. */
  dialStatus: string | null
  /** What went wrong, in a sentence; null when nothing did. */
  problem: string | null
  startedAt: number
  endedAt: number | null
  /** As the carrier counts it, where it says so; null while the call is up. */
  durationSeconds: number | null
  session: Session | null
  /** What the carrier is to do now, as last asked for by the flow. */
  voice: Emitted<VoiceEffect>[]
  /** Of its number, when the call began. */
  fallbackNumber: string | null
  /** The fallback number, once the call was forwarded there because Phloem could not decide. */
  forwardedTo: string | null
  /** Until when the carrier may say nothing about a live call; null once it ended. */
  quietUntil: number | null
  /** How often it has dialled; absent while it has not. */
  dials?: number
  /** Events stored so far; each change of the call adds some or none. */
  seq: number
}

export interface CallEvent {
  callUUID: string
  /** 1, 2, 3 … inside the call. */
  seq: number
  at: number
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

export interface WebhookAnswer {
  status: number
  contentType: string
  body: string
}

/** A request of the carrier. `key` names what it reports inside its call: a second one with the same key is a duplicate. */
export interface Webhook {
  id: string
  callUUID: string
  key: string
  kind: WebhookKind
  at: number
  durationMs: number
  method: string
  url: string
  params: [string, string][]
  isDuplicate: boolean
  /** The event that it became, if any. */
  seq: number | null
  /** Null while the answer is not decided, such as during an awaited HTTP request. */
  answer: WebhookAnswer | null
}

export interface Timer {
  callUUID: string
  step: number
  event: 'dial_end_missed'
  dueAt: number
}

export type NewDelivery = Pick<
  Delivery,
  'id' | 'callUUID' | 'flowId' | 'nodeId' | 'nodeName' | 'destination' | 'seq' | 'request' | 'createdAt'
>

/** Everything that one event changes, kept or not kept as a whole. */
export interface CallChange {
  /** The call as it is afterwards; created when `isNew`. */
  call: Call
  isNew: boolean
  /** Null when a webhook moved nothing. */
  event: CallEvent | null
  /** What Phloem itself made happen in the same turn, such as the end of a dial that it refused. */
  followUps?: CallEvent[]
  /** What its dials count towards: the change is refused where one is reached (`DialLimitError`). */
  dialLimits?: DialLimit[]
  webhook: Webhook | null
  deliveries: NewDelivery[]
  timers: Timer[]
  /** A timer that fired and is done. */
  firedTimer: Timer | null
}

/**
 * `rate`: `add` more within a period, counted from `at` back. `live_calls`: how many calls that are up share the key.
 * `own_number`: how many of our own numbers in a row; `calledKey` is the key of the one that this call came in by.
 */
export type DialLimit = {
  key: string
  /** Null: it is counted, but not refused. */
  most: number | null
} & (
  | { kind: 'rate'; periodMs: number; at: number; add: number }
  | { kind: 'live_calls' }
  | { kind: 'own_number'; calledKey: string }
)

/** Nothing was kept: with this change a limit would be passed. */
export class DialLimitError extends Error {
  override name = 'DialLimitError' as const
  readonly limit: DialLimit

  constructor(limit: DialLimit) {
    super(`The limit "${limit.key}" of ${limit.most} is reached`)
    this.limit = limit
  }
}

export interface CallFilter {
  flowId?: string
  /** The number that was called. */
  number?: string
  /** The caller. */
  from?: string
  /** One whom the call dialled, as the flow wrote it. */
  callee?: string
  status?: 'live' | 'ended'
  state?: string
  dialStatus?: string
  /** Began at or after this, and before that. */
  since?: number
  until?: number
  /** Part of a number, caller name or call UUID. */
  text?: string
  /** The `next` of the page before. */
  cursor?: string
  limit: number
}

export interface DeliveryCounts {
  pending: number
  delivered: number
  dead: number
}

/** How often an exit was taken. */
export interface ExitCount {
  nodeId: string
  exit: string
  count: number
}

export interface CallStore {
  find: (callUUID: string) => Promise<Call | null>
  /** Newest first. However many calls there are, nothing else waits for long meanwhile. */
  list: (
    filter: CallFilter,
  ) => Promise<{ calls: (Call & { deliveries: DeliveryCounts })[]; next: string | null }>
  /**
   * By all calls of a flow, whatever their versions, in the whole hours (UTC) of which any part lies between; counted with
   * the change that took the exit. Exits that were never taken are left out.
   */
  exitCounts: (flowId: string, from: number, to: number) => Promise<ExitCount[]>
  /**
   * Atomic. Rejects with `StaleCallError` when the call has moved on since it was read (`seq` tells), with
   * `DialLimitError` when a limit is reached.
   */
  commit: (change: CallChange) => Promise<void>
  /** The first webhook with this key. */
  webhook: (callUUID: string, key: string) => Promise<Webhook | null>
  /** Keeps a webhook that changed nothing: duplicates, recordings. */
  noteWebhook: (webhook: Webhook) => Promise<void>
  /** Keeps the answer of a webhook that was stored without one. */
  answerWebhook: (webhook: Pick<Webhook, 'id' | 'answer' | 'durationMs'>) => Promise<void>
  /** In the order in which they happened. */
  events: (callUUID: string) => Promise<CallEvent[]>
  webhooks: (callUUID: string) => Promise<Webhook[]>
  /** Live calls and those whose flow still runs, for picking up after a restart. */
  unfinished: () => Promise<Call[]>
  /** Live calls of which the carrier should have said something by then, the longest silent first. */
  silent: (now: number, limit: number) => Promise<Call[]>
  timers: () => Promise<Timer[]>
}

export class StaleCallError extends Error {
  override name = 'StaleCallError' as const
}

export interface Attempt {
  number: number
  at: number
  durationMs: number
  /** Null without an answer; then `error` says why. */
  status: number | null
  error: string | null
  /** In lower case; absent without an answer, and of attempts from before they were kept. */
  responseHeaders?: Record<string, string>
  responseBody: string
}

/** A report on its way. */
export interface Delivery {
  id: string
  callUUID: string
  flowId: string
  nodeId: string
  nodeName: string
  /** The origin of the request's URL, see `destinationOf`. */
  destination: string
  /** The event whose step asked for it. */
  seq: number
  request: Request
  state: 'pending' | 'delivered' | 'dead'
  /** Attempts since it was created or last replayed: where the retry schedule stands. */
  tries: number
  attempts: Attempt[]
  nextAttemptAt: number | null
  createdAt: number
  endedAt: number | null
}

export interface DeliveryFilter {
  state?: Delivery['state']
  destination?: string
  flowId?: string
  callUUID?: string
  /** Created at or after this, and before that. */
  from?: number
  to?: number
  cursor?: string
  limit: number
}

/** Which dead deliveries come back: those named, or those that match. */
export type ReviveFilter =
  | { ids: readonly string[] }
  | Pick<DeliveryFilter, 'destination' | 'flowId' | 'from' | 'to'>

/** A pending delivery, as much of it as planning needs. */
export interface DueDelivery {
  id: string
  destination: string
  nextAttemptAt: number
}

export interface DeliveryStore {
  find: (id: string) => Promise<Delivery | null>
  /** Newest first. */
  list: (filter: DeliveryFilter) => Promise<{ deliveries: Delivery[]; next: string | null }>
  /** Destinations that have pending ones. */
  owing: () => Promise<string[]>
  /** Pending ones of a destination by when they are due, earliest first. */
  due: (destination: string, limit: number) => Promise<DueDelivery[]>
  /** Notes that an attempt begins that may be made only once; `recordAttempt` takes the note back. False when one had begun. */
  begin: (id: string, at: number) => Promise<boolean>
  /** After a crash: those whose only attempt had begun are dead, with an attempt that says why. How many there were. */
  abandonBegun: (at: number, error: string) => Promise<number>
  /** Keeps an attempt and what follows from it, in one. */
  recordAttempt: (
    id: string,
    attempt: Attempt,
    then: Pick<Delivery, 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'>,
  ) => Promise<void>
  /** A dead one becomes pending again with its old id and a fresh schedule; null when it is not dead. */
  revive: (id: string, at: number) => Promise<Delivery | null>
  /** The same for as many as `limit` that died before `at`, the oldest first; those that came back. */
  reviveMany: (filter: ReviveFilter, at: number, limit: number) => Promise<DueDelivery[]>
  /** How many are pending, and since when the oldest. */
  owed: () => Promise<Owed>
  /** The same by destination, with how many are dead; destinations with neither are left out. */
  owedByDestination: () => Promise<{ destination: string; owed: Owed; dead: number }[]>
}

export interface Owed {
  count: number
  oldestAt: number | null
}

/** A web server that gets reports. */
export interface Destination {
  /** See `destinationOf`. */
  origin: string
  /** With which its reports are signed, newest first; `until` is set where a newer one takes over. */
  secrets: { secret: string; createdAt: number; until: number | null }[]
  /** When the unbroken row of failures began, and its newest; null while reports arrive. */
  failing: { since: number; lastAt: number } | null
  /** Since when nothing is sent there any more, and why. */
  disabled: { at: number; reason: string } | null
  /** URLs without query that answered 410 Gone, oldest first: nothing is sent there. */
  gone: { url: string; since: number }[]
}

export interface DestinationStore {
  /** By origin. */
  list: () => Promise<Destination[]>
  put: (destination: Destination) => Promise<void>
}

/** A value that requests may name, encrypted. */
export interface Secret {
  name: string
  /** See `Vault`. */
  sealed: string
  setAt: number
  lastUsedAt: number | null
}

export interface SecretStore {
  /** By name. */
  list: () => Promise<Secret[]>
  put: (secret: Secret) => Promise<void>
  noteUse: (name: string, at: number) => Promise<void>
  remove: (name: string) => Promise<void>
}

/** What people set for this Phloem as a whole, by the name of the matter. */
export interface SettingStore {
  /** Null where it was never set. */
  find: (name: string) => Promise<unknown>
  put: (name: string, value: Json) => Promise<void>
}

export interface LoginSession {
  /** SHA-256 of the cookie's value: a stolen database can't log in. */
  tokenHash: string
  /** What it is called when somebody ends it. */
  id: string
  /** By what the browser logged in; `tokenId` names the API token. */
  how: 'link' | 'password' | 'token'
  /** How the audit log calls it: by what it logged in, or by the token's name. */
  name: string
  tokenId: string | null
  scopes: Scope[]
  ip: string
  userAgent: string
  createdAt: number
  lastUsedAt: number
  /** Of lying idle, at the latest `endsBy`. */
  expiresAt: number
  /** However much it is used. */
  endsBy: number
}

export interface LoginSessionStore {
  create: (session: LoginSession) => Promise<void>
  find: (tokenHash: string) => Promise<LoginSession | null>
  /** Of those that have not expired by then, the last used first. */
  list: (now: number) => Promise<LoginSession[]>
  /** It was used, and ends later for that. */
  touch: (id: string, lastUsedAt: number, expiresAt: number) => Promise<void>
  remove: (id: string) => Promise<boolean>
  /** All but one (null: all); how many there were. */
  removeOthers: (id: string | null) => Promise<number>
  /** Those that logged in with an API token. */
  removeOfToken: (tokenId: string) => Promise<number>
}

/** What a program shows as `Authorization: Bearer`. */
export interface ApiToken {
  id: string
  tokenHash: string
  name: string
  scopes: Scope[]
  createdAt: number
  /** Null: it does not. */
  expiresAt: number | null
  lastUsedAt: number | null
}

export interface ApiTokenStore {
  /** Newest first. */
  list: () => Promise<ApiToken[]>
  find: (tokenHash: string) => Promise<ApiToken | null>
  /** False when there are `limit` already. */
  create: (token: ApiToken, limit: number) => Promise<boolean>
  touch: (id: string, lastUsedAt: number) => Promise<void>
  /** The one that was revoked; null when there was none. */
  remove: (id: string) => Promise<ApiToken | null>
}

/** The administrator's. */
export interface Password {
  /** Argon2id, as a PHC string. */
  hash: string
  changedAt: number
}

export interface PasswordStore {
  find: () => Promise<Password | null>
  put: (password: Password) => Promise<void>
}

/** Somebody tried to log in. */
export interface LoginAttempt {
  id: string
  /** Whose address, or the network that stands for it. */
  ip: string
  /** Whose password was tried; null for tokens, which nobody guesses. */
  account: string | null
  at: number
}

export interface LoginLimit {
  of: 'ip' | 'account'
  most: number
  withinMs: number
}

export interface LoginAttemptStore {
  /** Notes an attempt, or tells from when on the limits leave room for one. Atomic, so that none slips by beside another. */
  begin: (attempt: LoginAttempt, limits: readonly LoginLimit[]) => Promise<{ freeAt: number } | null>
  /** It succeeded, and so does not count. */
  forget: (id: string) => Promise<void>
}

/** Who did what, and from where. */
export interface AuditEntry {
  id: string
  at: number
  actor: {
    kind: 'session' | 'token' | 'anonymous'
    /** Of the session or the token; null for nobody known. */
    id: string | null
    name: string
  }
  ip: string
  /** Past tense, e.g. `flow_published`. */
  action: string
  /** The flow, the number …; empty for none. */
  subject: string
  /** The rest, in a few words. */
  detail: string
}

export interface AuditFilter {
  action?: string
  cursor?: string
  limit: number
}

export interface AuditStore {
  add: (entry: AuditEntry) => Promise<void>
  /** Newest first. */
  list: (filter: AuditFilter) => Promise<{ entries: AuditEntry[]; next: string | null }>
}
