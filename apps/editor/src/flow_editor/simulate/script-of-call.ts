import type { DialResult, FlowDocument } from '@phloem/flow'
import type { CallDetail } from '../../api/types.ts'
import { type Choice, type Decision, outcomesOf } from './script.ts'

/** What happened at one visit of a node, as the API's simulation takes it. */
export interface Outcome {
  dial?: DialResult
  ringSeconds?: number
  talkSeconds?: number
  hangupCause?: string
  status?: number
  contentType?: string
  body?: string
  callerHangsUp?: boolean
}

/** A call as a script: who called whom, and what happened at each visit of each node, by node id. */
export interface CallScript {
  call: { from: string; to: string; callerName: string }
  outcomes: Readonly<Record<string, readonly Outcome[]>>
}

/** What the API takes. */
const MOST_VISITS = 50
const LONGEST_BODY = 64 * 1024
/** An awaited request that got no answer has no status of its own to be simulated with. */
const NO_ANSWER_STATUS = 504

/**
 * The script by which a simulation goes as this call went. Nodes keep their ids over versions, so that it fits the draft;
 * what it says of nodes that are gone moves nothing.
 */
export function scriptOfCall({
  from,
  to,
  callerName,
  events,
}: Pick<CallDetail, 'from' | 'to' | 'callerName' | 'events'>): CallScript {
  const outcomes: Record<string, Outcome[]> = {}
  /** Who waits for the events of a step, since when, and when somebody picked up. */
  const asked = new Map<number, { nodeId: string; at: number; connectedAt: number | null }>()
  const hungUpAt = events.find(({ event }) => event.type === 'hung_up')?.event.at ?? Number.POSITIVE_INFINITY
  for (const { event, effects } of events) {
    const known = 'step' in event ? asked.get(event.step) : undefined
    if (known && event.type === 'leg_connected') known.connectedAt ??= event.at
    const outcome = known && outcomeOf(event, known, hungUpAt)
    if (known && outcome)
      outcomes[known.nodeId] = [...(outcomes[known.nodeId] ?? []), outcome].slice(0, MOST_VISITS)
    for (const effect of effects) {
      const isAsked = effect.type === 'dial' || (effect.type === 'request' && effect.purpose === 'awaited')
      if (isAsked && effect.nodeId !== null)
        asked.set(effect.step, { nodeId: effect.nodeId, at: event.at, connectedAt: null })
    }
  }
  return { call: { from, to, callerName }, outcomes }
}

function outcomeOf(
  event: CallDetail['events'][number]['event'],
  { at, connectedAt }: { at: number; connectedAt: number | null },
  hungUpAt: number,
): Outcome | null {
  if (event.type === 'http_answered') {
    const { status, contentType, body } = event
    return status === null
      ? { status: NO_ANSWER_STATUS, body: '' }
      : { status, contentType: contentType.slice(0, 256), body: body.slice(0, LONGEST_BODY) }
  }
  // Never reported: the caller was gone before anybody said how it ended.
  if (event.type === 'dial_end_missed')
    return { dial: 'unknown', ringSeconds: seconds(Math.min(event.at, hungUpAt) - at) }
  if (event.type !== 'dial_ended') return null
  const rangUntil = connectedAt ?? event.at
  return {
    dial: event.result,
    ringSeconds: seconds(rangUntil - at),
    ...(event.result === 'completed' && { talkSeconds: seconds(event.at - rangUntil) }),
    ...(event.hangupCause !== '' && { hangupCause: event.hangupCause.slice(0, 64) }),
    ...(event.result === 'cancelled' && { callerHangsUp: true }),
  }
}

const seconds = (milliseconds: number): number =>
  Math.min(86_400, Math.max(0, Math.round(milliseconds / 1000)))

/** What a form shows as chosen at each node of a flow: its first outcome. */
export const choicesOf = (
  { outcomes }: CallScript,
  { nodes }: Pick<FlowDocument, 'nodes'>,
): Record<string, Choice> =>
  Object.fromEntries(
    nodes.flatMap(({ id }): [string, Choice][] => {
      const first = outcomes[id]?.[0]
      if (first?.dial !== undefined) return [[id, first.dial]]
      return first?.status === undefined ? [] : [[id, `${first.status}`]]
    }),
  )

/** What the API is told: at nodes where nothing else was chosen all that happened in the call, visit by visit. */
export function scriptOf(
  decisions: readonly Decision[],
  chosen: Readonly<Record<string, Choice>>,
  initial: CallScript | null,
  document: Pick<FlowDocument, 'nodes'>,
): { call?: CallScript['call']; outcomes: Record<string, object[]> } {
  const outcomes: Record<string, object[]> = outcomesOf(decisions, chosen)
  if (initial === null) return { outcomes }
  for (const [nodeId, choice] of Object.entries(choicesOf(initial, document)))
    if (chosen[nodeId] === choice) outcomes[nodeId] = [...(initial.outcomes[nodeId] ?? [])]
  return { call: initial.call, outcomes }
}
