import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { compared, withoutMoved } from './compared.ts'

const start = { id: 'start', type: 'start', name: 'Start', config: {} }
const forward = { id: 'forward', type: 'call_forward', name: 'Forward', config: { to: ['+1'] } }
const report = { id: 'report', type: 'http_request', name: 'Report', config: {} }
const before: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [start, forward, report],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    { from: 'forward', exit: 'failed', to: 'report' },
  ],
  layout: { start: { x: 0, y: 0 }, forward: { x: 0, y: 160 }, report: { x: 0, y: 320 } },
}

describe('two documents in one', () => {
  it('mark what is new and what is another', () => {
    const added = { id: 'second', type: 'http_request', name: 'Second', config: {} }
    const after: FlowDocument = {
      ...before,
      nodes: [start, { ...forward, config: { to: ['+2'] } }, report, added],
      edges: [
        ...before.edges.slice(0, 1),
        { from: 'forward', exit: 'failed', to: 'second' },
        { from: 'forward', exit: 'completed', to: 'report' },
      ],
    }
    expect(compared(before, after).signs).toEqual({
      nodes: { forward: 'changed', second: 'added' },
      edges: { 'forward.failed': 'changed', 'forward.completed': 'added' },
    })
  })

  it('keep what is gone, where it stood', () => {
    const after: FlowDocument = {
      ...before,
      nodes: [start, forward],
      edges: before.edges.slice(0, 1),
      layout: { start: { x: 0, y: 0 }, forward: { x: 0, y: 160 } },
    }
    const { document, signs } = compared(before, after)
    expect(document.nodes.map(({ id }) => id)).toEqual(['start', 'forward', 'report'])
    expect(document.edges).toEqual(before.edges)
    expect(document.layout?.report).toEqual({ x: 0, y: 320 })
    expect(signs).toEqual({ nodes: { report: 'removed' }, edges: { 'forward.failed': 'removed' } })
  })

  it('tell a node that only moved from one that changed', () => {
    const layout = { ...before.layout, start: { x: 8, y: 0 }, forward: { x: 0, y: 168 } }
    const after = { ...before, nodes: [start, { ...forward, name: 'Ahead' }, report], layout }
    const { signs, movedCount } = compared(before, after)
    expect(movedCount).toBe(2)
    expect(signs.nodes).toEqual({ start: 'moved', forward: 'changed' })
    expect(withoutMoved(signs).nodes).toEqual({ forward: 'changed' })
  })
})
