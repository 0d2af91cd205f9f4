import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { expect, it } from 'vitest'
import { definitionsOf } from '../../canvas/flow-mapping.ts'
import { decisionsOf, outcomesOf } from './script.ts'

const definitions = definitionsOf(nodes)
const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'ask', type: 'http_request', name: 'Ask', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
    { id: 'odd', type: 'unknown_type', name: 'Odd', config: {} },
  ],
  edges: [{ from: 'ask', exit: 'success', to: 'forward' }],
}

it('asks at nodes that dial, and at requests for whose answer the flow waits', () => {
  expect(decisionsOf(flow, definitions).map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'Forward: dial',
    'Ask: answer',
  ])
})

it('writes what was chosen as the API takes it, and lets the rest go well', () => {
  const decisions = decisionsOf(flow, definitions)
  expect(outcomesOf(decisions, { ask: '500' })).toEqual({
    forward: [{ dial: 'completed' }],
    ask: [{ status: 500 }],
  })
})
