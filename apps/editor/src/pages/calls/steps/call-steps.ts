import type { TraceLine } from '@phloem/flow'
import type { CallDetail, CallEvent, Delivery, Webhook } from '../../../api/types.ts'
import { offset } from '../../../words/time.ts'
import { attemptEntries, responseDetails } from '../timeline/attempt-entries.ts'
import type { Detail } from '../timeline/entry.ts'
import { awaitedDetails, renderedDetails } from '../timeline/event-entries.ts'
import { eventTitle } from '../timeline/event-words.ts'
import type { Names } from '../timeline/names.ts'
import { pretty } from '../timeline/pretty.ts'
import { requestDetails } from '../timeline/request-details.ts'
import { flatten, traceWords } from '../timeline/trace-words.ts'

export type StepTab = 'input' | 'output' | 'request' | 'response' | 'log'

/** One visit of a node: what went in, what came out, and what was said to the world meanwhile. */
export interface CallStep {
  /** Its place in the path, from 1. */
  order: number
  nodeId: string
  name: string
  status: 'running' | 'done' | 'failed'
  /** The exit's title; null while it was not left. */
  exit: string | null
  at: string
  details: Record<StepTab, Detail[]>
}

type StepCall = Pick<CallDetail, 'startedAt' | 'events' | 'webhooks' | 'deliveries'>

interface Visit {
  nodeId: string
  entered: Extract<TraceLine, { type: 'entered' }> | null
  left: Extract<TraceLine, { type: 'left' }> | null
  failed: boolean
  ended: boolean
  /** The event in which it was entered, and all until it was left. */
  events: CallEvent[]
  lines: { at: string; line: TraceLine }[]
}

/** The way of a call through its flow, node by node. */
export function callSteps(call: StepCall, names: Names): CallStep[] {
  return visitsOf(call.events).map((visit, index) => stepOf(visit, index + 1, call, names))
}

function visitsOf(events: readonly CallEvent[]): Visit[] {
  const visits: Visit[] = []
  const open = () => visits.findLast(({ left, ended }) => left === null && !ended)
  for (const event of events) {
    open()?.events.push(event)
    for (const line of event.trace) {
      const nodeId = 'nodeId' in line ? line.nodeId : null
      // A trigger is left without having been entered.
      const isNew = line.type === 'entered' || (line.type === 'left' && open()?.nodeId !== nodeId)
      if (isNew && nodeId !== null)
        visits.push({
          nodeId,
          entered: null,
          left: null,
          failed: false,
          ended: false,
          events: [event],
          lines: [],
        })
      const visit = nodeId === null ? open() : visits.findLast((each) => each.nodeId === nodeId)
      if (!visit) continue
      visit.lines.push({ at: event.at, line })
      if (line.type === 'entered') visit.entered = line
      if (line.type === 'left') visit.left = line
      if (line.type === 'failed') visit.failed = true
      if (line.type === 'failed' || line.type === 'ended') visit.ended = true
    }
  }
  return visits
}

function stepOf(visit: Visit, order: number, call: StepCall, names: Names): CallStep {
  const { nodeId, left, failed, ended, events } = visit
  const seqs = new Set(events.map(({ seq }) => seq))
  const reports = call.deliveries.filter((delivery) => delivery.nodeId === nodeId && seqs.has(delivery.seq))
  const isLost = failed || reports.some(({ state }) => state === 'dead')
  const status = isLost ? 'failed' : left !== null || ended ? 'done' : 'running'
  return {
    order,
    nodeId,
    name: names.node(nodeId),
    status,
    exit: left ? names.exit(nodeId, left.exit) : null,
    at: events[0]?.at ?? call.startedAt,
    details: {
      input: inputOf(visit, names),
      output: outputOf(visit, names),
      ...exchangeOf(visit, reports, call, names),
      log: logOf(visit, reports, call, names),
    },
  }
}

function inputOf({ entered, events }: Visit, names: Names): Detail[] {
  if (entered !== null) return renderedDetails(entered, 'Templates, and what they became')
  const event = events[0]?.event
  if (event?.type !== 'call_started') return []
  const { fields, ...facts } = event.call
  return [
    { type: 'pairs', title: 'The call', pairs: flatten(facts, 'call') },
    {
      type: 'pairs',
      title: `All that ${inSentence(names.carrier)} said of it`,
      pairs: Object.entries(fields),
    },
  ]
}

function outputOf({ left, lines, nodeId }: Visit, names: Names): Detail[] {
  const ends = lines.flatMap(({ line }) =>
    line.type === 'left' || line.type === 'ended' ? (traceWords(line, names) ?? []) : [],
  )
  const name = names.node(nodeId)
  const pairs = left === null ? [] : flatten(left.variables, name)
  return [
    ...(ends.length === 0 ? [] : [{ type: 'lines' as const, title: 'The way on', lines: ends }]),
    ...(pairs.length === 0 ? [] : [{ type: 'pairs' as const, title: `Variables of ${name}`, pairs }]),
  ]
}

/** What was asked of others, and what they answered: a web server, or the carrier by XML and its webhooks. */
function exchangeOf(
  { nodeId, entered, events }: Visit,
  reports: readonly Delivery[],
  { webhooks }: StepCall,
  names: Names,
): Pick<CallStep['details'], 'request' | 'response'> {
  const effects = events.flatMap((event) => event.effects.filter((effect) => effect.nodeId === nodeId))
  const first = (seq: number | undefined) =>
    webhooks.find((webhook) => webhook.seq === seq && !webhook.isDuplicate)
  if (reports.length > 0) {
    return {
      request: reports.flatMap(({ request }) => requestDetails(request)),
      response: reports.flatMap(({ attempts }) => attempts.flatMap(responseDetails)),
    }
  }
  const requests = effects.filter((effect) => effect.type === 'request')
  if (requests.length > 0) {
    return {
      request: requests.flatMap(awaitedDetails),
      response: events.flatMap(({ event }): Detail[] => {
        if (event.type !== 'http_answered') return []
        const title = event.status === null ? 'No answer' : `Answer: ${event.status}, ${event.contentType}`
        return [{ type: 'text', title, text: event.error ?? pretty(event.body) }]
      }),
    }
  }
  const asked = events.map(({ seq }) => first(seq)).filter((webhook) => webhook !== undefined)
  // The trigger is asked by the carrier; from then on the carrier does what our XML says, and reports.
  if (entered === null) {
    return {
      request: asked.map((webhook) => webhookDetail(webhook, names)),
      response: asked.flatMap(xmlDetail),
    }
  }
  const orders = events.filter((event) =>
    event.effects.some((effect) => effect.nodeId === nodeId && effect.type !== 'schedule'),
  )
  return {
    request: orders.flatMap(({ seq }) => {
      const webhook = first(seq)
      return webhook ? xmlDetail(webhook) : []
    }),
    response: entered.nodeId === nodeId ? asked.slice(1).map((webhook) => webhookDetail(webhook, names)) : [],
  }
}

const webhookDetail = ({ kind, method, url, params }: Webhook, { carrier }: Names): Detail => ({
  type: 'pairs',
  title: `${carrier}, ${kind.replaceAll('_', ' ')}: ${method} ${url}`,
  pairs: params,
})

const xmlDetail = ({ status, contentType, body, durationMs }: Webhook): Detail[] =>
  status === null
    ? [{ type: 'lines', title: 'XML', lines: ['Not answered yet.'] }]
    : [
        {
          type: 'text',
          title: `Answered: ${status}, ${contentType ?? ''}, after ${durationMs} ms`,
          text: pretty(body ?? ''),
        },
      ]

function logOf(
  { nodeId, events, lines }: Visit,
  reports: readonly Delivery[],
  { startedAt, webhooks }: StepCall,
  names: Names,
): Detail[] {
  const since = (at: string) => offset(Date.parse(at) - Date.parse(startedAt))
  const seqs = new Set(events.map(({ seq }) => seq))
  const happened = events.map(({ at, event, trace }) => ({ at, text: eventTitle(event, trace, names) }))
  const did = lines.flatMap(({ at, line }) => {
    const text = line.type === 'noticed' || line.type === 'failed' ? line.message : traceWords(line, names)
    return text === null ? [] : [{ at, text }]
  })
  const repeats = webhooks
    .filter(({ seq, isDuplicate }) => isDuplicate && seq !== null && seqs.has(seq))
    .map(({ at, kind }) => ({ at, text: `${names.carrier} repeated ${kind.replaceAll('_', ' ')}` }))
  const attempts = reports.flatMap(attemptEntries).map(({ at, title }) => ({ at, text: title }))
  const all = [...happened, ...did, ...repeats, ...attempts].toSorted((a, b) => a.at.localeCompare(b.at))
  return [
    {
      type: 'pairs',
      title: `What happened at ${names.node(nodeId)}`,
      pairs: all.map(({ at, text }) => [since(at), text]),
    },
  ]
}

const inSentence = (carrier: string): string => carrier.replace(/^The /, 'the ')
