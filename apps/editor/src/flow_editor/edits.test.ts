import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import {
  addNode,
  addNote,
  changeNote,
  connect,
  disconnect,
  move,
  newNode,
  remove,
  removeAndHeal,
  setDisabled,
  setField,
  setPassesBy,
  splice,
} from './edits.ts'

const document: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    {
      id: 'forward',
      type: 'call_forward',
      name: 'Call_Forward_1',
      config: { from: '{{Start.call.from}}', to: [] },
    },
  ],
  edges: [{ from: 'start', exit: 'incoming_call', to: 'forward' }],
  layout: { start: { x: 0, y: 0 }, forward: { x: 0, y: 160 } },
}
const callForward = nodes[1]

describe('newNode', () => {
  it('takes the first free number of its prefix', () => {
    expect(newNode(document, callForward, 'x').name).toBe('Call_Forward_2')
    expect(newNode({ ...document, nodes: [] }, callForward, 'x').name).toBe('Call_Forward_1')
  })

  it('has a config of its own', () => {
    expect(newNode(document, callForward, 'x').config).toEqual(callForward.newConfig)
    expect(newNode(document, callForward, 'x').config).not.toBe(callForward.newConfig)
  })
})

describe('edits', () => {
  it('add a node and its place', () => {
    const node = newNode(document, callForward, 'x')
    const after = addNode(node, { x: 8, y: 320 })(document)
    expect(after.nodes.at(-1)).toBe(node)
    expect(after.layout?.x).toEqual({ x: 8, y: 320 })
  })

  it('remove a node with its edges and its place', () => {
    const after = remove(['forward'])(document)
    expect(after.nodes.map(({ id }) => id)).toEqual(['start'])
    expect(after.edges).toEqual([])
    expect(after.layout).toEqual({ start: { x: 0, y: 0 } })
  })

  it('remove a single edge', () => {
    expect(remove([], ({ exit }) => exit === 'incoming_call')(document)).toEqual({ ...document, edges: [] })
  })

  it('replace the edge of an exit that is connected again', () => {
    const once = connect({ from: 'forward', exit: 'failed', to: 'start' })(document)
    const twice = connect({ from: 'forward', exit: 'failed', to: 'forward' })(once)
    expect(twice.edges).toEqual([
      { from: 'start', exit: 'incoming_call', to: 'forward' },
      { from: 'forward', exit: 'failed', to: 'forward' },
    ])
  })

  it('leave one edge where an imported flow had two for an exit', () => {
    const twice = [...document.edges, { from: 'start', exit: 'incoming_call', to: 'start' }]
    const edge = { from: 'start', exit: 'incoming_call', to: 'forward' }
    expect(connect(edge)({ ...document, edges: twice }).edges).toEqual([edge])
  })

  it('disconnect one exit', () => {
    expect(disconnect({ from: 'start', exit: 'incoming_call' })(document).edges).toEqual([])
    expect(disconnect({ from: 'start', exit: 'api_request' })(document).edges).toEqual(document.edges)
  })

  it('move nodes to whole pixels, and keep the document when nothing moved', () => {
    expect(move({ forward: { x: 10.4, y: 99.6 } })(document).layout?.forward).toEqual({ x: 10, y: 100 })
    expect(move({ forward: { x: 0.2, y: 160 } })(document)).toBe(document)
  })

  it('set and take away a field of a config, and leave the other nodes alone', () => {
    const set = setField('forward', 'record', true)(document)
    expect(set.nodes[1]?.config).toEqual({ from: '{{Start.call.from}}', to: [], record: true })
    expect(set.nodes[0]).toBe(document.nodes[0])
    expect(setField('forward', 'record', undefined)(set)).toEqual(document)
  })
})

describe('healing', () => {
  const node = (id: string) => ({ id, type: 'call_forward', name: id, config: {} })
  const flow = (...edges: [from: string, exit: string, to: string][]): FlowDocument => ({
    ...document,
    nodes: ['a', 'b', 'c', 'd'].map(node),
    edges: edges.map(([from, exit, to]) => ({ from, exit, to })),
  })
  const edgesAfter = (before: FlowDocument, ...ids: string[]) =>
    removeAndHeal(ids)(before).edges.map(({ from, exit, to }) => `${from}.${exit} ${to}`)

  it('leads every line that led to a node on to the one place where it led', () => {
    const before = flow(
      ['a', 'failed', 'b'],
      ['d', 'completed', 'b'],
      ['b', 'failed', 'c'],
      ['b', 'completed', 'c'],
    )
    expect(edgesAfter(before, 'b')).toEqual(['a.failed c', 'd.completed c'])
  })

  it('follows a chain that is removed', () => {
    expect(
      edgesAfter(flow(['a', 'failed', 'b'], ['b', 'failed', 'c'], ['c', 'failed', 'd']), 'b', 'c'),
    ).toEqual(['a.failed d'])
  })

  it('cuts where the exits part, lead nowhere or back', () => {
    expect(
      edgesAfter(flow(['a', 'failed', 'b'], ['b', 'failed', 'c'], ['b', 'completed', 'd']), 'b'),
    ).toEqual([])
    expect(edgesAfter(flow(['a', 'failed', 'b']), 'b')).toEqual([])
    expect(edgesAfter(flow(['a', 'failed', 'b'], ['b', 'failed', 'b']), 'b')).toEqual([])
  })

  it('puts a node into a line', () => {
    const before = flow(['a', 'failed', 'c'])
    expect(splice({ from: 'a', exit: 'failed', to: 'c' }, 'b', 'completed')(before).edges).toEqual([
      { from: 'a', exit: 'failed', to: 'b' },
      { from: 'b', exit: 'completed', to: 'c' },
    ])
  })
})

describe('a node', () => {
  it('is disabled, passed by an exit of choice, and enabled without a trace', () => {
    const off = setPassesBy('forward', 'failed')(setDisabled(['forward'], true)(document))
    expect(off.nodes[1]).toMatchObject({ id: 'forward', disabled: true, passesBy: 'failed' })
    expect(off.nodes[0]).toBe(document.nodes[0])
    expect(setDisabled(['forward'], false)(off).nodes[1]).toEqual(document.nodes[1])
  })
})

describe('a note', () => {
  const note = { id: 'n', text: 'Hello', position: { x: 0, y: 0 } }
  const noted = addNote(note)(document)

  it('is added, written, moved with nodes, and removed', () => {
    expect(noted.notes).toEqual([note])
    expect(changeNote('n', { text: 'Bye' })(noted).notes).toEqual([{ ...note, text: 'Bye' }])
    const moved = move({ n: { x: 8.4, y: 16 }, start: { x: 1, y: 2 } })(noted)
    expect(moved.notes).toEqual([{ ...note, position: { x: 8, y: 16 } }])
    expect(moved.layout).toEqual({ ...document.layout, start: { x: 1, y: 2 } })
    expect(remove(['n'])(noted)).toEqual({ ...document, notes: [] })
  })

  it('stays the same object where it is not meant', () => {
    expect(move({ n: { x: 0.2, y: 0 } })(noted)).toBe(noted)
    expect(move({ start: { x: 9, y: 9 } })(noted).notes?.[0]).toBe(note)
  })
})
