import type { Script, ScriptedOutcome } from '../../api/simulations.ts'
import type { CallDetail } from '../../api/types.ts'

/** What the API takes. */
const MOST_VISITS = 50
const LONGEST_BODY = 64 * 1024
/**
 * The script by which a simulation goes as this call went. Nodes keep their ids over versions, so that it fits the draft;
 * what it says of nodes that are gone moves nothing.
 */
export function scriptOfCall({
  from,
  to,
  callerName,
  events,
}: Pick<CallDetail, 'from' | 'to' | 'callerName' | 'events'>): Script {
  const outcomes: Record<string, ScriptedOutcome[]> = {}
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
): ScriptedOutcome | null {
  if (event.type === 'http_answered') {
    const { status, contentType, body, error } = event
    return status === null
      ? { error: (error || 'no answer').slice(0, 256) }
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
