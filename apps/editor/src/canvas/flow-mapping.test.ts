import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { createFlowMapping, definitionsOf, toFlowEdge, withPlaces } from './flow-mapping.ts'

const document: FlowDocument = {
  phloem: 1,
  id: 'dial-status-report',
  name: 'Dial status report',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Call_Forward_1', config: { from: '', to: [] } },
    { id: 'report', type: 'http_request', name: 'HTTP_Request_1', config: { method: 'POST', url: '' } },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    { from: 'forward', exit: 'completed', to: 'report' },
    { from: 'forward', exit: 'failed', to: 'report' },
  ],
  layout: { start: { x: 0, y: 0 }, forward: { x: 8, y: 160 }, report: { x: -24, y: 360 } },
}
const nothing = { nodes: [], edges: [] }
const mapping = () => createFlowMapping(definitionsOf(nodes))

describe('flow mapping', () => {
  it('keeps edges and layout on the way to React Flow and back', () => {
    const { toNodes, toEdges } = mapping()
    const positions = toNodes(document, nothing).map(({ id, position }) => [id, position])
    expect(Object.fromEntries(positions)).toEqual(document.layout)
    const drawn = toEdges(document, nothing).map(({ source, sourceHandle, target }) =>
      toFlowEdge({ source, target, sourceHandle: sourceHandle ?? null, targetHandle: null }),
    )
    expect(drawn).toEqual(document.edges)
  })

  it('names handles after exits and edges after their node and exit', () => {
    const { toNodes, toEdges } = mapping()
    const forward = toNodes(document, nothing).find(({ id }) => id === 'forward')
    expect(forward?.handles?.map(({ id }) => id)).toEqual([
      undefined,
      'completed',
      'no_answer',
      'busy_rejected',
      'failed',
    ])
    expect(toEdges(document, nothing).map(({ id }) => id)).toEqual([
      'start.incoming_call',
      'forward.completed',
      'forward.failed',
    ])
  })

  it('draws notes below the lines, and keeps their objects', () => {
    const note = { id: 'n', text: 'Hello', position: { x: 16, y: 24 } }
    const noted = { ...document, notes: [note] }
    const { toNotes } = mapping()
    const [drawn] = toNotes(noted, nothing)
    expect(drawn).toMatchObject({ id: 'n', position: note.position, zIndex: -1, ariaLabel: 'Note: Hello' })
    expect(drawn?.domAttributes).toEqual({ tabIndex: -1 })
    expect(toNotes(noted, nothing)[0]).toBe(drawn)
    expect(toNotes(noted, { nodes: ['n'], edges: [] })[0]?.domAttributes).toEqual({ tabIndex: 0 })
  })

  it('dims the lines that no call takes past a disabled node', () => {
    const nodes = document.nodes.map((node) => (node.id === 'forward' ? { ...node, disabled: true } : node))
    const edges = mapping().toEdges({ ...document, nodes }, nothing)
    expect(edges.map(({ data }) => data?.isUntaken)).toEqual([false, false, true])
  })

  it('is no connection without an exit', () => {
    expect(toFlowEdge({ source: 'a', sourceHandle: null, target: 'b', targetHandle: null })).toBeNull()
  })

  it('hands out the same objects for what did not change', () => {
    const { toNodes, toEdges } = mapping()
    const [start, forward, report] = toNodes(document, nothing)
    const edges = toEdges(document, nothing)
    const changed = {
      ...document,
      nodes: document.nodes.map((n) => (n.id === 'report' ? { ...n, config: {} } : n)),
    }
    const after = toNodes(changed, nothing)
    expect(after[0]).toBe(start)
    expect(after[1]).toBe(forward)
    expect(after[2]).not.toBe(report)
    expect(toEdges(changed, nothing)[0]).toBe(edges[0])
  })

  it('makes a new object for what was selected, moved or wired', () => {
    const { toNodes } = mapping()
    const [start, forward, report] = toNodes(document, nothing)
    const selected = toNodes(document, { nodes: ['start'], edges: [] })
    expect(selected[0]).not.toBe(start)
    expect(selected[0]?.selected).toBe(true)
    expect(selected[1]).toBe(forward)
    const moved = withPlaces(toNodes(document, nothing), { report: { x: 5, y: 5 } })
    expect(moved[2]?.position).toEqual({ x: 5, y: 5 })
    expect(moved[2]).not.toBe(report)
    const wired = toNodes({ ...document, edges: document.edges.slice(0, 2) }, nothing)
    expect(wired[1]?.data.wired).toEqual(['completed'])
  })

  it('places nodes that the layout does not name', () => {
    const { toNodes } = mapping()
    const { layout: _, ...withoutLayout } = document
    const ys = toNodes(withoutLayout, nothing).map(({ position }) => position.y)
    expect(ys).toEqual([...ys].sort((a, b) => a - b))
    expect(new Set(ys).size).toBe(3)
  })

  it('shows the wired exits of a node whose type is unknown', () => {
    const { toNodes } = mapping()
    const strange = {
      ...document,
      nodes: document.nodes.map((n) => (n.id === 'forward' ? { ...n, type: 'hologram' } : n)),
    }
    const card = toNodes(strange, nothing).find(({ id }) => id === 'forward')
    expect(card?.data.geometry.columns.map(({ id }) => id)).toEqual(['completed', 'failed'])
  })
})
