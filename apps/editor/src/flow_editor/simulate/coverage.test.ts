import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { expect, it } from 'vitest'
import { definitionsOf } from '../../canvas/flow-mapping.ts'
import { coverageOf, exitsToCover } from './coverage.ts'

const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'ask', type: 'http_request', name: 'Ask', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'ask' },
    { from: 'ask', exit: 'success', to: 'forward' },
    { from: 'forward', exit: 'completed', to: 'report' },
  ],
}
const exits = exitsToCover(flow, definitionsOf(nodes))

it('asks for every exit that a call can take, whether it leads on or ends the call', () => {
  expect(exits.map(({ nodeId, exit }) => `${nodeId}.${exit}`)).toEqual([
    'start.incoming_call',
    'forward.completed',
    'forward.no_answer',
    'forward.busy_rejected',
    'forward.failed',
    'ask.success',
    'ask.failed',
  ])
})

it('has an exit covered once any path took it', () => {
  const coverage = coverageOf(exits, [
    [{ nodeId: 'start', exit: 'incoming_call' }],
    [
      { nodeId: 'ask', exit: 'failed' },
      { nodeId: 'gone', exit: 'left' },
    ],
  ])
  const covered = Object.keys(coverage).filter((id) => coverage[id])
  expect(covered).toEqual(['start.incoming_call', 'ask.failed'])
  expect(Object.keys(coverage)).toHaveLength(7)
})
