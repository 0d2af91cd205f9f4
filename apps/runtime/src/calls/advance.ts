import type { Engine, Step } from '@phloem/engine'
import type { Emitted, Event, FlowDocument, HungUp, NodeDefinition, Request, VoiceEffect } from '@phloem/flow'
import { destinationOf } from '../store/destination-of.ts'
import type { Call, CallChange, CallEvent, NewDelivery, Timer } from '../store/port.ts'
import { quietUntil } from './quiet-until.ts'

/** What an event makes of a call: everything to be stored, and the requests whose answers the flow waits for. */
export type Advance = Pick<CallChange, 'call' | 'event' | 'deliveries' | 'timers'> & {
  awaited: Emitted<Request>[]
}

export interface World {
  engine: Engine
  definitions: ReadonlyMap<string, NodeDefinition>
  /** A new delivery's id. */
  newId: () => string
}

export const unmoved = (call: Call): Advance => ({
  call,
  event: null,
  deliveries: [],
  timers: [],
  awaited: [],
})

/** Moves a call by one event. Nothing is stored or sent here. */
export function advance(
  { engine, definitions, newId }: World,
  call: Call,
  document: FlowDocument | null,
  event: Event,
): Advance {
  const step = document === null ? null : engine.step(document, call.session, event)
  const seq = call.seq + 1
  const effects = step?.effects ?? []
  const stored: CallEvent = {
    callUUID: call.callUUID,
    seq,
    at: event.at,
    event,
    effects,
    trace: step?.trace ?? [],
  }
  const moved: Call = {
    ...call,
    ...(step === null || document === null ? {} : movedBy(step, call, document, definitions)),
    ...(event.type === 'hung_up' && call.status === 'live' ? endedBy(event, call) : {}),
    seq,
  }
  return {
    call: { ...moved, quietUntil: quietUntil(moved, event.at) },
    event: stored,
    deliveries: effects
      .filter(isReport)
      .map((request) => delivery(request, call, document, seq, event.at, newId())),
    timers: effects.flatMap((effect) => timer(effect, call.callUUID, event.at)),
    awaited: effects.filter(isAwaited),
  }
}

function endedBy({ at, fields, isPresumed }: HungUp, { startedAt, problem }: Call): Partial<Call> {
  if (isPresumed) {
    const silent =
      'The carrier went silent: neither the end of the call nor anything else of it was reported.'
    return { status: 'ended', endedAt: at, durationSeconds: null, problem: problem ?? silent }
  }
  const said = fields.Duration ?? ''
  const durationSeconds = /^\d+$/.test(said) ? Number(said) : Math.round((at - startedAt) / 1000)
  return { status: 'ended', endedAt: at, durationSeconds }
}

function movedBy(
  { session, effects, trace }: Step,
  call: Call,
  document: FlowDocument,
  definitions: World['definitions'],
) {
  const voice = effects.filter(isVoice)
  const isWaitingAsBefore = session.waiting !== null && session.waiting.step === call.session?.waiting?.step
  const moved: Partial<Call> = { session, voice: voice.length > 0 || !isWaitingAsBefore ? voice : call.voice }
  const types = new Map(document.nodes.map(({ id, type }) => [id, type]))
  for (const line of trace) {
    if (line.type === 'failed') {
      moved.problem = line.message
      if (session.caller === 'on_line') moved.forwardedTo = call.fallbackNumber
    }
    if (line.type !== 'left') continue
    if (definitions.get(types.get(line.nodeId) ?? '')?.needsCall) moved.state = line.exit
    const dialStatus = line.variables.DialStatus
    if (typeof dialStatus === 'string') moved.dialStatus = dialStatus
  }
  return moved
}

const isVoice = (effect: Emitted): effect is Emitted<VoiceEffect> =>
  effect.type === 'dial' || effect.type === 'speak' || effect.type === 'hang_up'

const isReport = (effect: Emitted): effect is Emitted<Request> =>
  effect.type === 'request' && effect.purpose === 'report'

const isAwaited = (effect: Emitted): effect is Emitted<Request> =>
  effect.type === 'request' && effect.purpose === 'awaited'

function delivery(
  { nodeId, step: _, ...request }: Emitted<Request>,
  call: Call,
  document: FlowDocument | null,
  seq: number,
  createdAt: number,
  id: string,
): NewDelivery {
  const node = document?.nodes.find((candidate) => candidate.id === nodeId)
  return {
    id,
    callUUID: call.callUUID,
    flowId: call.flowId ?? '',
    nodeId: nodeId ?? '',
    nodeName: node?.name ?? '',
    destination: destinationOf(request.url),
    seq,
    request,
    createdAt,
  }
}

const timer = (effect: Emitted, callUUID: string, at: number): Timer[] =>
  effect.type === 'schedule'
    ? [{ callUUID, step: effect.step, event: effect.event, dueAt: at + effect.afterSeconds * 1000 }]
    : []
