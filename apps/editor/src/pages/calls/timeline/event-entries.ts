import type { Effect, Emitted, TraceLine } from '@phloem/flow'
import type { CallEvent, Delivery } from '../../../api/types.ts'
import { effectTitle } from './effect-words.ts'
import type { Detail, Entry } from './entry.ts'
import { eventTitle } from './event-words.ts'
import type { Names } from './names.ts'
import { requestDetails } from './request-details.ts'
import { flatten, traceWords } from './trace-words.ts'

/** An event, what was noticed about it, and what the flow asked for because of it. */
export function eventEntries(
  { seq, at, event, effects, trace }: CallEvent,
  deliveries: readonly Delivery[],
  names: Names,
): Entry[] {
  const happened: Entry = {
    id: `event ${seq}`,
    at,
    kind: 'event',
    title: eventTitle(event, trace, names),
    tone: trace.some(({ type }) => type === 'ignored') ? 'neutral' : 'accent',
    nodeId: trace.find((line) => line.type === 'left')?.nodeId ?? null,
    details: eventDetails(trace, effects, names),
  }
  const asked = effects.flatMap((effect, index): Entry[] => {
    const title = effectTitle(effect, names)
    if (title === null) return []
    const id = `effect ${seq}.${index}`
    const details = effectDetails(effect, trace, deliveries.find(isOf(seq, effect)))
    return [{ id, at, kind: 'effect', title, tone: 'accent', nodeId: effect.nodeId, details }]
  })
  return [happened, ...trace.flatMap((line, index) => noticeEntry(line, index, { seq, at }, names)), ...asked]
}

const isOf =
  (seq: number, effect: Emitted<Effect>) =>
  (delivery: Delivery): boolean =>
    delivery.seq === seq && delivery.nodeId === effect.nodeId

function noticeEntry(
  line: TraceLine,
  index: number,
  { seq, at }: Pick<CallEvent, 'seq' | 'at'>,
  names: Names,
): Entry[] {
  if (line.type === 'passed_over') {
    const title = traceWords(line, names) ?? ''
    const { nodeId } = line
    return [{ id: `notice ${seq}.${index}`, at, kind: 'notice', title, tone: 'neutral', nodeId, details: [] }]
  }
  if (line.type !== 'noticed' && line.type !== 'failed') return []
  const { message, nodeId } = line
  const tone = line.type === 'failed' ? 'danger' : 'warning'
  return [{ id: `notice ${seq}.${index}`, at, kind: 'notice', title: message, tone, nodeId, details: [] }]
}

function eventDetails(trace: readonly TraceLine[], effects: readonly Emitted[], names: Names): Detail[] {
  const lines = trace.map((line) => traceWords(line, names)).filter((line) => line !== null)
  const details: Detail[] = lines.length === 0 ? [] : [{ type: 'lines', title: 'What the flow did', lines }]
  for (const line of trace) {
    if (line.type === 'left') {
      const name = names.node(line.nodeId)
      const pairs = flatten(line.variables, name)
      if (pairs.length > 0) details.push({ type: 'pairs', title: `Variables of ${name}`, pairs })
    }
    if (line.type === 'entered' && !effects.some(({ nodeId }) => nodeId === line.nodeId)) {
      details.push(...renderedDetails(line, `Templates of ${names.node(line.nodeId)}`))
    }
  }
  return details
}

function effectDetails(
  effect: Emitted<Effect>,
  trace: readonly TraceLine[],
  delivery: Delivery | undefined,
): Detail[] {
  const entered = trace.findLast((line) => line.type === 'entered' && line.nodeId === effect.nodeId)
  return [
    ...(entered?.type === 'entered' ? renderedDetails(entered, 'Templates') : []),
    ...(effect.type === 'request' && delivery ? requestDetails(delivery.request) : []),
    ...(effect.type === 'request' && !delivery ? awaitedDetails(effect) : []),
  ]
}

/** An awaited request is not a delivery: its log is the effect itself. */
export function awaitedDetails({
  method,
  url,
  headers,
  query,
  body,
}: Extract<Effect, { type: 'request' }>): Detail[] {
  const pairs = [...query, ...headers].map(({ key, value }) => [key, value] as const)
  const request: Detail = { type: 'pairs', title: `${method} ${url}`, pairs }
  if (body.encoding === 'none') return [request]
  const text =
    body.encoding === 'json'
      ? JSON.stringify(body.value, null, 2)
      : body.pairs.map(({ key, value }) => `${key}: ${value}`).join('\n')
  return [request, { type: 'text', title: 'Body', text }]
}

export function renderedDetails(
  { rendered }: Extract<TraceLine, { type: 'entered' }>,
  title: string,
): Detail[] {
  const pairs = rendered.map(({ field, template, value }) => [`${field}: ${template}`, value] as const)
  return pairs.length === 0 ? [] : [{ type: 'pairs', title, pairs }]
}
