import type {
  Effect,
  Emitted,
  EndReason,
  Event,
  FailureCode,
  Json,
  NodeContext,
  Outcome,
  Session,
  TraceLine,
} from '@phloem/flow'
import { STEP_LIMITS } from './limits.ts'
import { type PreparedFlow, type PreparedNode, renderConfig } from './prepare.ts'

export interface Step {
  session: Session
  /** In the order in which they were asked for. */
  effects: Emitted[]
  trace: TraceLine[]
}

/** What the caller hears when a call can't go on. */
export const APOLOGY = 'We are sorry. This call cannot be continued. Please try again later. Goodbye.'

/** One event moves one session; nothing outside is read or changed. */
export function stepFlow(flow: PreparedFlow, before: Session | null, event: Event): Step {
  return new Stepping(flow, before ?? begin(flow, event), event).run()
}

function begin({ trigger }: PreparedFlow, event: Event): Session {
  return {
    status: 'running',
    callUUID: event.type === 'call_started' ? event.call.uuid : '',
    caller: event.type === 'call_started' ? 'on_line' : 'gone',
    step: 0,
    waiting:
      trigger === undefined
        ? null
        : { nodeId: trigger.id, step: 0, accepts: [...(trigger.definition?.accepts ?? [])], memory: null },
    variables: {},
    visits: {},
  }
}

class Stepping {
  readonly #flow: PreparedFlow
  readonly #event: Event
  readonly #session: Session
  readonly #effects: Emitted[] = []
  readonly #trace: TraceLine[] = []
  #entered = 0

  constructor(flow: PreparedFlow, before: Session, event: Event) {
    this.#flow = flow
    this.#event = event
    this.#session = { ...before, variables: { ...before.variables }, visits: { ...before.visits } }
  }

  run(): Step {
    const event = this.#event
    const session = this.#session
    if (event.type === 'hung_up' && session.caller === 'gone') this.#ignore('the caller was gone already')
    else if (event.type === 'hung_up') {
      session.caller = 'gone'
      this.#resume({ isOptional: true })
    } else if (session.status !== 'running') this.#ignore('the flow is over')
    else if (session.waiting === null) this.#fail(null, 'no_start', 'The flow has no Start node.')
    else this.#resume({ isOptional: false })
    return { session, effects: this.#effects, trace: this.#trace }
  }

  /** Hands the event to the node that waits for it. An event of another step came late or twice and moves nothing. */
  #resume({ isOptional }: { isOptional: boolean }) {
    const event = this.#event
    const { waiting } = this.#session
    const isAccepted = waiting?.accepts.includes(event.type) ?? false
    if (waiting === null || !isAccepted) {
      if (!isOptional) this.#ignore('no node waits for it')
      return
    }
    if ('step' in event && event.step !== waiting.step)
      return this.#ignore(`it belongs to step ${event.step}`)
    const node = this.#flow.nodes.get(waiting.nodeId)
    if (node?.definition === undefined) return this.#failUnknown(waiting.nodeId)
    const { config } = renderConfig(node, this.#session.variables)
    const outcome = node.definition.resume(
      config as never,
      event as never,
      waiting.memory as never,
      this.#context(node),
    )
    this.#apply(node, outcome)
  }

  #enter(nodeId: string) {
    const session = this.#session
    const node = this.#flow.nodes.get(nodeId)
    if (node?.definition === undefined) return this.#failUnknown(nodeId)
    const { passesBy } = node
    if (passesBy === null && node.definition.needsCall && session.caller === 'gone')
      return this.#end(nodeId, 'caller_gone')
    const visit = (session.visits[nodeId] ?? 0) + 1
    if (visit > STEP_LIMITS.visitsPerNode) {
      const message = `The call came to ${node.name} more than ${STEP_LIMITS.visitsPerNode} times.`
      return this.#fail(nodeId, 'too_many_visits', message)
    }
    this.#entered += 1
    if (this.#entered > STEP_LIMITS.nodesBetweenWaits) {
      const message = `More than ${STEP_LIMITS.nodesBetweenWaits} nodes ran without waiting for anything.`
      return this.#fail(nodeId, 'too_many_steps', message)
    }
    session.visits[nodeId] = visit
    if (passesBy !== null) return this.#passOver(node, visit, passesBy)
    const { config, rendered, notices } = renderConfig(node, session.variables)
    this.#trace.push({ type: 'entered', nodeId, visit, rendered })
    for (const message of notices) this.#trace.push({ type: 'noticed', nodeId, message })
    this.#apply(node, node.definition.enter(config as never, this.#context(node)))
  }

  #apply(node: PreparedNode, outcome: Outcome) {
    for (const message of outcome.notices) this.#trace.push({ type: 'noticed', nodeId: node.id, message })
    switch (outcome.kind) {
      case 'leave':
        this.#emit(node.id, outcome.effects)
        return this.#leave(node, outcome.exit, outcome.variables)
      case 'wait': {
        const accepts = [...(node.definition?.accepts ?? [])]
        this.#session.step += 1
        this.#session.waiting = { nodeId: node.id, step: this.#session.step, accepts, memory: outcome.memory }
        this.#emit(node.id, outcome.effects)
        this.#trace.push({ type: 'waited', nodeId: node.id, step: this.#session.step, accepts })
        return
      }
      case 'stay':
        if (this.#session.waiting !== null) {
          this.#session.waiting = { ...this.#session.waiting, memory: outcome.memory }
        }
        return this.#emit(node.id, outcome.effects)
      case 'finish':
        this.#emit(node.id, outcome.effects)
        return this.#end(node.id, 'finished')
    }
  }

  #leave(node: PreparedNode, exit: string, variables: Record<string, Json>) {
    const to = node.edges.get(exit) ?? null
    this.#session.waiting = null
    this.#session.variables[node.name] = variables
    this.#trace.push({ type: 'left', nodeId: node.id, exit, to, variables })
    if (to === null) this.#end(node.id, 'unwired')
    else this.#enter(to)
  }

  /** A disabled node needs no call, renders nothing and sets nothing; it counts as a visit, so that loops end. */
  #passOver(node: PreparedNode, visit: number, exit: string) {
    const to = node.edges.get(exit) ?? null
    this.#trace.push({ type: 'passed_over', nodeId: node.id, visit, exit, to })
    if (to === null) this.#end(node.id, 'unwired')
    else this.#enter(to)
  }

  #end(nodeId: string | null, reason: EndReason) {
    this.#session.status = 'ended'
    this.#session.waiting = null
    this.#trace.push({ type: 'ended', nodeId, reason })
    if (this.#session.caller === 'on_line') this.#emit(null, [{ type: 'hang_up' }])
  }

  #fail(nodeId: string | null, code: FailureCode, message: string) {
    this.#session.status = 'failed'
    this.#session.waiting = null
    this.#trace.push({ type: 'failed', nodeId, code, message })
    if (this.#session.caller === 'on_line') {
      this.#emit(nodeId, [{ type: 'speak', text: APOLOGY }, { type: 'hang_up' }])
    }
  }

  #failUnknown(nodeId: string) {
    this.#fail(nodeId, 'unknown_node', `The flow has no node "${nodeId}" of a type that this Phloem knows.`)
  }

  #ignore(reason: string) {
    this.#trace.push({ type: 'ignored', event: this.#event.type, reason })
  }

  #emit(nodeId: string | null, effects: Effect[]) {
    for (const effect of effects) this.#effects.push({ ...effect, nodeId, step: this.#session.step })
  }

  #context(node: PreparedNode): NodeContext {
    return {
      at: this.#event.at,
      callUUID: this.#session.callUUID,
      isCallerOnLine: this.#session.caller === 'on_line',
      isWired: (exit) => node.edges.has(exit),
    }
  }
}
