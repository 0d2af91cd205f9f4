import type { Cast } from './cast.ts'
import type { Clock } from './clock.ts'
import type { DialStatus } from './dial-plan.ts'
import { type Hangup, hangup } from './hangup.ts'
import { type CallParties, type Params, standardParams } from './parameters.ts'
import type { CallerHangup } from './place-call.ts'
import type { EntryDraft } from './transcript.ts'
import type { SendWebhook } from './webhook.ts'

/** One call while it is up: what the elements of its documents act upon. */
export interface LiveCall {
  readonly parties: CallParties
  readonly clock: Clock
  readonly cast: Cast
  readonly send: SendWebhook
  readonly record: (entry: EntryDraft) => void
  readonly callerHangup: CallerHangup | null
  /** Whether a Dial's action is requested though the caller is gone; what Plivo does is not documented. */
  readonly actionAfterCallerHangup: boolean
  answeredAt: Date | null
  /** The caller's patience counts from here: when the first dial began. */
  dialBeganAtSeconds: number | null
  hasTalked: boolean
  /** When the carrier ends the call, by a scheduled hang-up or because no call lasts longer than this. */
  endsAtSeconds: number
  dialStatuses: DialStatus[]
  recording: Recording | null
}

/** A recording of the whole session, running in the background. */
export interface Recording {
  id: string
  url: string
  callbackUrl: string | undefined
  callbackMethod: 'GET' | 'POST'
  /** Null while it waits for a callee to answer. */
  startedAt: Date | null
}

/** Where the call goes when it does not go on with the next element. */
export type Next =
  | { type: 'fetch'; purpose: 'action' | 'redirect'; url: string; method: string; params: Params }
  | { type: 'end'; hangup: Hangup }

/** Seconds; Plivo's limit for one call. */
export const LONGEST_CALL_SECONDS = 14_400

export const paramsInCall = (call: LiveCall, extra: Params): Params => ({
  ...standardParams(call.parties, 'in-progress'),
  ...extra,
})

export function note(call: LiveCall, text: string): void {
  call.record({ type: 'note', actor: 'carrier', text })
}

export function markAnswered(call: LiveCall): void {
  call.answeredAt ??= call.clock.date()
}

/** Lets time pass, up to infinitely much, unless the call ends before. */
export async function passSeconds(call: LiveCall, seconds: number): Promise<Next | null> {
  const until = call.clock.nowSeconds() + seconds
  const callerLeavesAt = callerLeavesAtSeconds(call)
  if (until < Math.min(callerLeavesAt, call.endsAtSeconds)) {
    await call.clock.waitUntil(until)
    return null
  }
  const by = callerLeavesAt <= call.endsAtSeconds ? 'caller' : 'schedule'
  await call.clock.waitUntil(Math.min(callerLeavesAt, call.endsAtSeconds))
  recordCut(call, by)
  return { type: 'end', hangup: by === 'caller' ? hangupByCaller(call) : hangup(6000, 'Plivo') }
}

export function recordCut(call: LiveCall, by: 'caller' | 'schedule'): void {
  const words = { caller: 'hangs up', schedule: 'ends the call by schedule' }
  call.record({ type: 'call_cut', actor: by === 'caller' ? 'caller' : 'carrier', by, text: words[by] })
}

export const hangupByCaller = (call: LiveCall): Hangup =>
  call.answeredAt === null ? hangup(1000, 'Caller') : hangup(4000, 'Caller')

/** Outside a talk; during a talk the dial's plan knows. */
function callerLeavesAtSeconds({ callerHangup, dialBeganAtSeconds, hasTalked }: LiveCall): number {
  const isPending =
    callerHangup !== null &&
    (callerHangup.while === 'either' || (callerHangup.while === 'ringing' && !hasTalked))
  if (!isPending || dialBeganAtSeconds === null) return Number.POSITIVE_INFINITY
  return dialBeganAtSeconds + callerHangup.afterSeconds
}
