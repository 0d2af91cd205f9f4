import type { FlowDocument } from '@phloem/flow'
import { expect, it } from 'vitest'
import { documentDiff } from './document-diff.ts'

const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: { to: ['+1'], order: 'parallel' } },
  ],
  edges: [{ from: 'start', exit: 'incoming_call', to: 'forward' }],
  layout: { start: { x: 0, y: 0 } },
}
const [start, forward] = flow.nodes
const report = { id: 'report', type: 'http_request', name: 'Report', config: {} }

it('finds nothing in a document that was only arranged, or whose keys stand in another order', () => {
  const other: FlowDocument = {
    ...flow,
    layout: { start: { x: 80, y: 0 } },
    notes: [{ id: 'n', text: 'Words for people', position: { x: 0, y: 0 } }],
    nodes: flow.nodes.map((node) => ({
      ...node,
      config: Object.fromEntries(Object.entries(node.config).reverse()),
    })),
  }
  expect(documentDiff(flow, other)).toEqual([])
})

it('tells what was disabled and enabled', () => {
  const off = {
    ...flow,
    nodes: flow.nodes.map((node) => (node === forward ? { ...node, disabled: true } : node)),
  }
  expect(documentDiff(flow, off)).toEqual([{ kind: 'switched', node: off.nodes[1] }])
  expect(documentDiff(off, flow)).toEqual([{ kind: 'switched', node: forward }])
  const explicit = {
    ...flow,
    nodes: flow.nodes.map((node) => ({ ...node, disabled: false, passesBy: 'failed' })),
  }
  expect(documentDiff(flow, explicit)).toEqual([])
})

it('tells what was added, removed, renamed and set', () => {
  const renamed = { id: 'start', type: 'start', name: 'Begin', config: {} }
  const set = { id: 'forward', type: 'call_forward', name: 'Forward', config: { to: ['+1', '+2'] } }
  const after = { ...flow, name: 'G', nodes: [renamed, set, report] }
  expect(documentDiff(flow, after)).toEqual([
    { kind: 'flow_renamed', from: 'F', to: 'G' },
    { kind: 'renamed', node: renamed, from: 'Start' },
    { kind: 'set', node: set, field: 'to', from: ['+1'], to: ['+1', '+2'] },
    { kind: 'set', node: set, field: 'order', from: 'parallel', to: undefined },
    { kind: 'added', node: report },
  ])
  expect(documentDiff(after, flow).map(({ kind }) => kind)).toContain('removed')
})

it('tells where exits lead now, and where they led', () => {
  const after: FlowDocument = {
    ...flow,
    nodes: [...flow.nodes, report],
    edges: [
      { from: 'start', exit: 'incoming_call', to: 'report' },
      { from: 'forward', exit: 'failed', to: 'report' },
    ],
  }
  expect(documentDiff(flow, after)).toEqual([
    { kind: 'led', node: start, exit: 'incoming_call', from: forward, to: report },
    { kind: 'led', node: forward, exit: 'failed', from: null, to: report },
    { kind: 'added', node: report },
  ])
})

it('takes a node of another type under an old id for another node', () => {
  const other = { id: 'forward', type: 'http_request', name: 'Forward', config: {} }
  const kinds = documentDiff(flow, { ...flow, nodes: [flow.nodes[0] as never, other] }).map(
    ({ kind }) => kind,
  )
  expect(kinds).toEqual(['added', 'removed'])
})
