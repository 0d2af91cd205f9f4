import type { Event, Json, TraceLine } from '@phloem/flow'
import type { DeliveryState } from '../api/types.ts'
import { edgeId } from './flow-mapping.ts'

export type NodeRunStatus = 'running' | 'done' | 'failed' | 'passed_over'

export interface NodeRun {
  status: NodeRunStatus
  /** Its places in the path, from 1. */
  orders: readonly number[]
  /** The exit by which it was left last; null while it was not. */
  exit: string | null
  /** How the report stands that it sent last. */
  report?: DeliveryState
}

/** Stands for the call UUID of a run that no call made. */
export const SIMULATED = 'simulated'

/** What one call did on the canvas. */
export interface Run {
  callUUID: string
  /** The caller's number; empty until the call's first event is known. */
  from: string
  /** Milliseconds since 1970; null until the call's first event is known. */
  startedAt: number | null
  status: 'live' | 'ended' | 'failed'
  nodes: Readonly<Record<string, NodeRun>>
  /** Edge id → the places in the path, from 1, at which it was followed. */
  edges: Readonly<Record<string, readonly number[]>>
  /** How many nodes were entered so far. */
  entered: number
  /** The exits taken, in order. */
  path: readonly { nodeId: string; exit: string }[]
  /** Node id → what it set when it was left last. */
  variables: Readonly<Record<string, Record<string, Json>>>
  /** Why it failed, for people; null when it did not. */
  failure: string | null
}

/** One event of a call with what the flow did about it, as the log and the live stream tell it. */
export interface RunStep {
  event: Event
  trace: readonly TraceLine[]
}

export const beginRun = (callUUID: string): Run => ({
  callUUID,
  from: '',
  startedAt: null,
  status: 'live',
  nodes: {},
  edges: {},
  entered: 0,
  path: [],
  variables: {},
  failure: null,
})

/** The run after one more step of its call. */
export function advanceRun(run: Run, { event, trace }: RunStep): Run {
  const begun = event.type === 'call_started' ? { ...run, from: event.call.from, startedAt: event.at } : run
  const traced = trace.reduce(follow, begun)
  return event.type === 'hung_up' ? endedWhenIdle(traced) : traced
}

export const runOf = (callUUID: string, steps: readonly RunStep[]): Run =>
  steps.reduce(advanceRun, beginRun(callUUID))

/** The run after news of a report that one of its nodes sent. */
export const withReport = (run: Run, { nodeId, state }: { nodeId: string; state: DeliveryState }): Run => ({
  ...run,
  nodes: change(run, nodeId, { report: state }),
})

function follow(run: Run, line: TraceLine): Run {
  switch (line.type) {
    case 'entered':
      return enter(run, line.nodeId)
    case 'left':
      return withVariables(leave(run, line, 'done'), line)
    case 'passed_over':
      return leave(enter(run, line.nodeId), line, 'passed_over')
    case 'ended':
      return { ...run, nodes: change(run, line.nodeId, endedStatus(run, line.nodeId)), status: 'ended' }
    case 'failed':
      return {
        ...run,
        nodes: change(run, line.nodeId, { status: 'failed' }),
        status: 'failed',
        failure: line.message,
      }
    case 'waited':
    case 'noticed':
    case 'ignored':
      return run
  }
}

function enter(run: Run, nodeId: string): Run {
  const order = run.entered + 1
  const orders = [...(run.nodes[nodeId]?.orders ?? []), order]
  return {
    ...run,
    entered: order,
    nodes: { ...run.nodes, [nodeId]: { status: 'running', orders, exit: null } },
  }
}

const withVariables = (run: Run, { nodeId, variables }: Extract<TraceLine, { type: 'left' }>): Run => ({
  ...run,
  variables: { ...run.variables, [nodeId]: variables },
})

type Leaving = Pick<Extract<TraceLine, { type: 'left' }>, 'nodeId' | 'exit' | 'to'>

function leave(run: Run, { nodeId, exit, to }: Leaving, status: NodeRunStatus): Run {
  // A trigger is resumed without being entered first.
  const inside = run.nodes[nodeId] ? run : enter(run, nodeId)
  const path = [...inside.path, { nodeId, exit }]
  const left = { ...inside, nodes: change(inside, nodeId, { status, exit }), path }
  if (to === null) return left
  const id = edgeId({ from: nodeId, exit })
  return { ...left, edges: { ...left.edges, [id]: [...(left.edges[id] ?? []), path.length] } }
}

const endedStatus = ({ nodes }: Run, nodeId: string | null): Partial<NodeRun> =>
  nodeId !== null && nodes[nodeId]?.status === 'passed_over' ? {} : { status: 'done' }

function change({ nodes }: Run, nodeId: string | null, changes: Partial<NodeRun>): Run['nodes'] {
  const node = nodeId === null ? undefined : nodes[nodeId]
  return nodeId !== null && node ? { ...nodes, [nodeId]: { ...node, ...changes } } : nodes
}

/** A hang-up ends the run, unless a node still waits for what the carrier or a server will tell. */
function endedWhenIdle(run: Run): Run {
  const isIdle = Object.values(run.nodes).every(({ status }) => status !== 'running')
  return isIdle && run.status === 'live' ? { ...run, status: 'ended' } : run
}
