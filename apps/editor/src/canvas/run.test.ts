import type { Event, TraceLine } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { advanceRun, beginRun, runOf, withReport } from './run.ts'

const at = 0
const started: Event = {
  type: 'call_started',
  at,
  call: {
    uuid: 'c1',
    from: '+14155550100',
    to: '+12025550199',
    direction: 'inbound',
    callerName: '',
    fields: {},
  },
}
const dialEnded: Event = {
  type: 'dial_ended',
  at,
  step: 1,
  result: 'busy',
  rang: true,
  hangupCause: '',
  fields: {},
}
const hungUp: Event = { type: 'hung_up', at, callStatus: 'completed', hangupCause: '', fields: {} }

const entered = (nodeId: string, visit = 1): TraceLine => ({ type: 'entered', nodeId, visit, rendered: [] })
const left = (nodeId: string, exit: string, to: string | null): TraceLine => ({
  type: 'left',
  nodeId,
  exit,
  to,
  variables: {},
})
const waited: TraceLine = { type: 'waited', nodeId: 'forward', step: 1, accepts: ['dial_ended'] }

const ringing = {
  event: started,
  trace: [left('start', 'incoming_call', 'forward'), entered('forward'), waited],
}
const reported = {
  event: dialEnded,
  trace: [
    left('forward', 'busy_rejected', 'report'),
    entered('report'),
    { type: 'ended', nodeId: 'report', reason: 'finished' } as const,
  ],
}

describe('run', () => {
  it('shows the node that waits as running and lights the edge that led there', () => {
    const run = runOf('c1', [ringing])
    expect(run).toMatchObject({ from: '+14155550100', status: 'live', edges: { 'start.incoming_call': [1] } })
    expect(run.nodes).toEqual({
      start: { status: 'done', orders: [1], exit: 'incoming_call' },
      forward: { status: 'running', orders: [2], exit: null },
    })
  })

  it('keeps what each node set, by its id, and when the call began', () => {
    const set = { event: started, trace: [{ ...left('start', 'incoming_call', null), variables: { a: 1 } }] }
    expect(runOf('c1', [set])).toMatchObject({ startedAt: at, variables: { start: { a: 1 } } })
  })

  it('lights the exit taken, numbers the path and ends with the flow', () => {
    const run = runOf('c1', [ringing, reported])
    expect(run.status).toBe('ended')
    expect(run.edges).toEqual({ 'start.incoming_call': [1], 'forward.busy_rejected': [2] })
    expect(run.nodes.report).toEqual({ status: 'done', orders: [3], exit: null })
    expect(run.path).toEqual([
      { nodeId: 'start', exit: 'incoming_call' },
      { nodeId: 'forward', exit: 'busy_rejected' },
    ])
  })

  it('shows a disabled node as passed over, and lights the way past it', () => {
    const passed = { type: 'passed_over', nodeId: 'forward', visit: 1, exit: 'completed', to: null } as const
    const trace = [left('start', 'incoming_call', 'forward'), passed]
    const ended = { type: 'ended', nodeId: 'forward', reason: 'unwired' } as const
    const run = runOf('c1', [{ event: started, trace: [...trace, ended] }])
    expect(run.nodes.forward).toEqual({ status: 'passed_over', orders: [2], exit: 'completed' })
    expect(run).toMatchObject({ status: 'ended', edges: { 'start.incoming_call': [1] } })
  })

  it('lights no edge where an exit leads nowhere', () => {
    const run = runOf('c1', [ringing, { event: dialEnded, trace: [left('forward', 'failed', null)] }])
    expect(run.edges).toEqual({ 'start.incoming_call': [1] })
    expect(run.nodes.forward?.status).toBe('done')
  })

  it('keeps every place of a node and an edge that are passed again', () => {
    const again = {
      event: dialEnded,
      trace: [left('forward', 'no_answer', 'forward'), entered('forward', 2)],
    }
    const run = runOf('c1', [ringing, again, again])
    expect(run.nodes.forward).toEqual({ status: 'running', orders: [2, 3, 4], exit: null })
    expect(run.edges['forward.no_answer']).toEqual([2, 3])
  })

  it('marks the node at which a call failed and says why', () => {
    const failed: TraceLine = {
      type: 'failed',
      nodeId: 'forward',
      code: 'too_many_visits',
      message: 'It ran in circles.',
    }
    const run = runOf('c1', [ringing, { event: dialEnded, trace: [failed] }])
    expect(run).toMatchObject({ status: 'failed', failure: 'It ran in circles.' })
    expect(run.nodes.forward?.status).toBe('failed')
  })

  it('stays live after the hang-up while a node waits for the end of its dial', () => {
    expect(runOf('c1', [ringing, { event: hungUp, trace: [] }]).status).toBe('live')
    expect(advanceRun(beginRun('c1'), { event: hungUp, trace: [] }).status).toBe('ended')
  })

  it('tells of a node how the report stands that it sent, and nothing of nodes that it never reached', () => {
    const run = runOf('c1', [ringing, reported])
    expect(withReport(run, { nodeId: 'report', state: 'dead' }).nodes.report?.report).toBe('dead')
    expect(withReport(run, { nodeId: 'elsewhere', state: 'dead' }).nodes).toEqual(run.nodes)
  })
})
