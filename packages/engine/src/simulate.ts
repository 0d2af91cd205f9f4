import type {
  Dial,
  DialResult,
  Emitted,
  Event,
  FlowDocument,
  Request,
  Session,
  TraceLine,
} from '@phloem/flow'
import type { Engine } from './engine.ts'

/** What happens at each visit of a node, by node id; the last one repeats. */
export interface Outcomes {
  [nodeId: string]: Outcome[]
}

/** Of a dial: its result and times. Of an HTTP request: the answer. */
export interface Outcome {
  dial?: DialResult
  ringSeconds?: number
  talkSeconds?: number
  hangupCause?: string
  status?: number
  contentType?: string
  body?: string
  /** Why no answer came at all, e.g. `connection refused`. */
  error?: string
  /** The request is to leave for real; the simulation stands still where its answer is awaited. */
  isReal?: true
  /** The caller hangs up meanwhile. */
  callerHangsUp?: boolean
}

export interface SimulatedStep {
  seq: number
  event: Event
  effects: Emitted[]
  trace: TraceLine[]
}

/** A request whose real answer decides how the call goes on: of which visit of its node, from 0. */
export interface AskedRequest {
  nodeId: string
  visit: number
  request: Emitted<Request>
}

export interface Simulation {
  steps: SimulatedStep[]
  session: Session
  /** Why the simulation stands still; null when the call is over. */
  asked: AskedRequest | null
}

export interface SimulatedCall {
  uuid: string
  from: string
  to: string
  callerName: string
  at: number
}

/** Plivo's word for each result, as the dial's action request says it. */
const dialStatus: Record<DialResult, string> = {
  completed: 'completed',
  cancelled: 'cancel',
  busy: 'busy',
  no_answer: 'no-answer',
  timeout: 'timeout',
  failed: 'failed',
  unknown: '',
}

const usualCause: Record<DialResult, string> = {
  completed: 'NORMAL_CLEARING',
  cancelled: 'ORIGINATOR_CANCEL',
  busy: 'USER_BUSY',
  no_answer: 'NO_ANSWER',
  timeout: 'NO_ANSWER',
  failed: 'UNALLOCATED_NUMBER',
  unknown: '',
}

/**
 * Plays a whole call through a document with scripted outcomes: no carrier, no network, no clock. Decisions
 * that the script leaves open go well: dials complete after 4 s of ringing and 20 s of talk, requests get 200.
 */
export function simulate(
  engine: Engine,
  document: FlowDocument,
  call: SimulatedCall,
  outcomes: Outcomes,
): Simulation {
  const steps: SimulatedStep[] = []
  const visits = new Map<string, number>()
  const queue: Event[] = [
    { type: 'call_started', at: call.at, call: { ...call, direction: 'inbound', fields: {} } },
  ]
  let session: Session | null = null
  let asked: AskedRequest | null = null
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    const step = engine.step(document, session, event)
    session = JSON.parse(JSON.stringify(step.session)) as Session
    steps.push({ seq: steps.length + 1, event, effects: step.effects, trace: step.trace })
    for (const effect of step.effects) queue.push(...consequences(effect, event.at))
  }
  return { steps, session: session as Session, asked }

  function scripted({ nodeId }: Emitted): Outcome {
    const visit = visits.get(nodeId ?? '') ?? 0
    visits.set(nodeId ?? '', visit + 1)
    return outcomeAt(outcomes, nodeId ?? '', visit)
  }

  function consequences(effect: Emitted, at: number): Event[] {
    if (effect.type === 'dial') return dialEvents(effect, at, scripted(effect), call.uuid)
    if (effect.type === 'request' && effect.purpose === 'awaited') {
      const outcome = scripted(effect)
      if (!outcome.isReal) return answerEvents(effect, at, outcome)
      const nodeId = effect.nodeId ?? ''
      asked = { nodeId, visit: (visits.get(nodeId) ?? 1) - 1, request: effect }
      return []
    }
    if (effect.type === 'hang_up') {
      return [{ type: 'hung_up', at, callStatus: 'completed', hangupCause: 'NORMAL_CLEARING', fields: {} }]
    }
    return []
  }
}

/** The script with what a request was really answered, so that the call goes on from there when it is played again. */
export function withAnswer(outcomes: Outcomes, { nodeId, visit }: AskedRequest, answer: Outcome): Outcomes {
  const before = Array.from({ length: visit }, (_, index) => outcomeAt(outcomes, nodeId, index))
  const after = outcomes[nodeId]?.slice(visit + 1) ?? []
  // The last one repeats: what follows is still asked for real.
  const rest = after.length > 0 ? after : [outcomeAt(outcomes, nodeId, visit)]
  return { ...outcomes, [nodeId]: [...before, answer, ...rest] }
}

function outcomeAt(outcomes: Outcomes, nodeId: string, visit: number): Outcome {
  const list = outcomes[nodeId] ?? []
  return list[Math.min(visit, list.length - 1)] ?? {}
}

function dialEvents(dial: Emitted<Dial>, at: number, outcome: Outcome, callUUID: string): Event[] {
  const result = outcome.callerHangsUp ? 'cancelled' : (outcome.dial ?? 'completed')
  const hangupCause = outcome.hangupCause ?? usualCause[result]
  const ringSeconds = outcome.ringSeconds ?? (result === 'no_answer' ? dial.ringTimeoutSeconds : 4)
  const rang = result !== 'timeout' && result !== 'failed'
  const answeredAt = at + ringSeconds * 1000
  const legUUID = `${callUUID}-b${dial.step}`
  const to = dial.recipients[0] ?? ''
  const isAnswered = result === 'completed'
  const endedAt = answeredAt + (isAnswered ? (outcome.talkSeconds ?? 20) * 1000 : 0)
  const fields = {
    DialStatus: dialStatus[result],
    DialRingStatus: String(rang),
    DialHangupCause: hangupCause,
    DialALegUUID: callUUID,
    DialBLegUUID: isAnswered ? legUUID : '',
  }
  const answered: Event[] = isAnswered
    ? [{ type: 'leg_connected', at: answeredAt, step: dial.step, legUUID, to, fields: {} }]
    : []
  const left: Event[] =
    result === 'cancelled'
      ? [{ type: 'hung_up', at: endedAt, callStatus: 'cancel', hangupCause, fields: {} }]
      : []
  return [
    ...answered,
    { type: 'dial_ended', at: endedAt, step: dial.step, result, rang, hangupCause, fields },
    ...left,
  ]
}

const answerEvents = (request: Emitted<Request>, at: number, outcome: Outcome): Event[] => [
  {
    type: 'http_answered',
    at: at + 100,
    step: request.step,
    ...(outcome.error === undefined
      ? {
          status: outcome.status ?? 200,
          contentType: outcome.contentType ?? 'application/json',
          body: outcome.body ?? '{}',
          error: null,
        }
      : { status: null, contentType: '', body: '', error: outcome.error }),
  },
]
