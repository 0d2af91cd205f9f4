import type { Dial, DialEnded, Emitted, LegAnswered, LegConnected, LegEnded } from '@phloem/flow'
import type { CallDetail } from '../../../api/types.ts'
import { duration } from '../../../words/time.ts'

/** Milliseconds count from the beginning of the call. */
export interface Span {
  kind: 'line' | 'dialling' | 'ringing' | 'talking'
  from: number
  to: number
}

export interface Mark {
  kind: 'ring' | 'answer' | 'hang_up'
  at: number
}

/** One phone in a call: the caller's leg (A), or one that was dialled (B). */
export interface Lane {
  id: string
  leg: 'A' | 'B'
  /** A number or a `sip:` URI. */
  who: string
  /** The node that dialled it; null for the caller. */
  nodeId: string | null
  spans: readonly Span[]
  marks: readonly Mark[]
  /** The same in words. */
  words: string
}

export interface Waterfall {
  lanes: readonly Lane[]
  lengthMs: number
}

type LegEvent = LegAnswered | LegConnected | LegEnded
type LaneCall = Pick<CallDetail, 'from' | 'startedAt' | 'endedAt' | 'events'>

/** Who was on the phone when. A call that goes on lasts until `now`. */
export function waterfallOf(call: LaneCall, now: number): Waterfall {
  const start = Date.parse(call.startedAt)
  const happened = call.events.map(({ at, ...event }) => ({ ...event, at: Date.parse(at) - start }))
  const lastAt = Math.max(0, ...happened.map(({ at }) => at))
  const end =
    call.endedAt === null ? Math.max(now - start, lastAt) : Math.max(Date.parse(call.endedAt) - start, 0)
  const hungUp = happened.find(({ event }) => event.type === 'hung_up')
  const isOver = call.endedAt !== null

  const callees = happened.flatMap(({ at, seq, effects }) =>
    effects.flatMap((effect) =>
      effect.type === 'dial'
        ? effect.recipients.map((who, index) => callee(effect, who, at, `${seq}.${index}`))
        : [],
    ),
  )
  const talks = callees.flatMap(({ spans }) => spans.filter(({ kind }) => kind === 'talking'))
  const caller: Lane = {
    id: 'a',
    leg: 'A',
    who: call.from,
    nodeId: null,
    spans: [{ kind: 'line', from: 0, to: end }, ...talks],
    marks: hungUp || isOver ? [{ kind: 'hang_up', at: hungUp?.at ?? end }] : [],
    words: isOver
      ? `On the line for ${seconds(end)}${causeOf(hungUp?.event)}`
      : `On the line for ${seconds(end)} so far`,
  }
  const lengthMs = Math.max(1, end, ...callees.flatMap(({ spans }) => spans.map(({ to }) => to)))
  return { lanes: [caller, ...callees], lengthMs }

  function callee(
    { step, nodeId, recipients }: Emitted<Dial>,
    who: string,
    dialledAt: number,
    id: string,
  ): Lane {
    const ofStep = happened.filter(({ event }) => 'step' in event && event.step === step)
    const told = ofStep.filter(
      ({ event }) => 'legUUID' in event && (event.to === who || (recipients.length === 1 && event.to === '')),
    ) as { at: number; event: LegEvent }[]
    const over = ofStep.find(({ event }) => event.type === 'dial_ended' || event.type === 'dial_end_missed')
    const result = over?.event.type === 'dial_ended' ? over.event : null
    const at = (type: LegEvent['type']) => told.find(({ event }) => event.type === type)?.at
    const connectedAt = at('leg_connected')
    const answeredAt = at('leg_answered') ?? connectedAt
    const endedAt = at('leg_ended') ?? over?.at ?? end
    const isEnded = over !== undefined || at('leg_ended') !== undefined || isOver
    const hasRung = answeredAt !== undefined || result === null || result.rang !== false
    const pickedUpAt = answeredAt ?? endedAt
    const spans: Span[] = [
      { kind: hasRung ? 'ringing' : 'dialling', from: dialledAt, to: pickedUpAt },
      ...(answeredAt !== undefined && connectedAt !== undefined && connectedAt > answeredAt
        ? [{ kind: 'line' as const, from: answeredAt, to: connectedAt }]
        : []),
      ...(connectedAt !== undefined ? [{ kind: 'talking' as const, from: connectedAt, to: endedAt }] : []),
      ...(answeredAt !== undefined && connectedAt === undefined
        ? [{ kind: 'line' as const, from: answeredAt, to: endedAt }]
        : []),
    ]
    const marks: Mark[] = [
      ...(hasRung ? [{ kind: 'ring' as const, at: dialledAt }] : []),
      ...(answeredAt !== undefined ? [{ kind: 'answer' as const, at: answeredAt }] : []),
      ...(isEnded ? [{ kind: 'hang_up' as const, at: endedAt }] : []),
    ]
    const ended = told.find(({ event }) => event.type === 'leg_ended')?.event
    const cause = ended?.type === 'leg_ended' ? ended.hangupCause : ''
    const parts = [
      `${hasRung ? 'Rang' : 'Tried'} for ${seconds(pickedUpAt - dialledAt)}`,
      ...(connectedAt !== undefined ? [`talked for ${seconds(endedAt - connectedAt)}`] : []),
      ...(answeredAt !== undefined && connectedAt === undefined ? ['answered, but was not connected'] : []),
      isEnded ? endWords(cause, result) : 'still going on',
    ]
    return { id: `b ${id}`, leg: 'B', who, nodeId, spans, marks, words: parts.join(', ') }
  }
}

function endWords(cause: string, result: DialEnded | null): string {
  if (cause !== '') return `ended: ${cause}`
  if (result === null) return 'ended'
  const why = result.hangupCause === '' ? '' : ` (${result.hangupCause})`
  return `the dial ended: ${(result.fields.DialStatus ?? '') || result.result}${why}`
}

function causeOf(event: CallDetail['events'][number]['event'] | undefined): string {
  if (event?.type !== 'hung_up') return ''
  const cause = event.isPresumed ? 'presumed' : event.hangupCause || event.callStatus
  return cause === '' ? '' : `, hung up: ${cause}`
}

/** Short times to the tenth, long ones as people say them. */
const seconds = (milliseconds: number): string =>
  milliseconds < 10_000 ? `${(Math.max(0, milliseconds) / 1000).toFixed(1)} s` : duration(milliseconds / 1000)
