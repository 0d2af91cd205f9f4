import type { FlowDocument } from '@phloem/flow'
import { nodes as definitions } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { clipOf, readClip } from './clipboard.ts'
import { paste } from './paste.ts'

const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Call_Forward_1', config: { to: ['{{Start.call.to}}'] } },
    {
      id: 'report',
      type: 'http_request',
      name: 'HTTP_Request_1',
      config: { url: 'https://example.com/{{Call_Forward_1.DialStatus}}' },
    },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    { from: 'forward', exit: 'failed', to: 'report' },
  ],
  layout: { start: { x: 0, y: 0 }, forward: { x: 0, y: 160 }, report: { x: 8, y: 320 } },
}
const positionOf = (id: string) => flow.layout?.[id] ?? { x: 0, y: 0 }
const moveBy = { x: 16, y: 16 }

describe('a clip', () => {
  it('holds the nodes, the edges between them and their places, as text', () => {
    const text = JSON.stringify(clipOf(flow, ['forward', 'report'], positionOf))
    expect(readClip(text)).toMatchObject({
      nodes: [{ id: 'forward' }, { id: 'report' }],
      edges: [{ from: 'forward', exit: 'failed', to: 'report' }],
      layout: { forward: { x: 0, y: 160 }, report: { x: 8, y: 320 } },
    })
  })

  it.each([
    '',
    'hello',
    '{"kind":"phloem/nodes"',
    '{"kind":"phloem/nodes","v":2,"nodes":[],"edges":[]}',
    '[]',
  ])('is not %j', (text) => {
    expect(readClip(text)).toBeNull()
  })
})

describe('pasting', () => {
  const clip = clipOf(flow, ['forward', 'report'], positionOf)

  it('gives new ids and free names, which the templates among the pasted nodes follow', () => {
    const { document, ids } = paste(flow, clip, definitions, moveBy)
    const [forward, report] = document.nodes.slice(3)
    expect([forward?.id, report?.id]).toEqual(ids)
    expect(new Set(document.nodes.map(({ id }) => id)).size).toBe(5)
    expect([forward?.name, report?.name]).toEqual(['Call_Forward_2', 'HTTP_Request_2'])
    expect(report?.config.url).toBe('https://example.com/{{Call_Forward_2.DialStatus}}')
    expect(forward?.config.to).toEqual(['{{Start.call.to}}'])
    expect(document.edges.slice(2)).toEqual([{ from: ids[0], exit: 'failed', to: ids[1] }])
    expect(document.layout?.[ids[1] ?? '']).toEqual({ x: 24, y: 336 })
  })

  it('keeps names that are free, and templates that name nodes of the other flow', () => {
    const empty = { ...flow, nodes: flow.nodes.slice(0, 1), edges: [] }
    const { document } = paste(empty, clip, definitions, moveBy)
    expect(document.nodes.map(({ name }) => name)).toEqual(['Start', 'Call_Forward_1', 'HTTP_Request_1'])
  })

  it('does not take the name that another pasted node has', () => {
    const twice = paste(flow, clip, definitions, moveBy).document
    const again = paste(twice, clip, definitions, moveBy).document
    const names = again.nodes.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
  })

  it('leaves out a second trigger, with its edges', () => {
    const whole = clipOf(flow, ['start', 'forward'], positionOf)
    const { document, ids } = paste(flow, whole, definitions, moveBy)
    expect(document.nodes.filter(({ type }) => type === 'start')).toHaveLength(1)
    expect(ids).toHaveLength(1)
    expect(document.edges).toEqual(flow.edges)
  })

  it('changes nothing of what was there', () => {
    const { document } = paste(flow, clip, definitions, moveBy)
    expect(document.nodes.slice(0, 3)).toEqual(flow.nodes)
    for (const [index, node] of flow.nodes.entries()) expect(document.nodes[index]).toBe(node)
  })
})

describe('notes', () => {
  const note = { id: 'n', text: 'Ring sales first', position: { x: 8, y: 8 } }
  const noted = { ...flow, notes: [note, { ...note, id: 'other' }] }

  it('are copied and pasted beside nodes, under ids of their own', () => {
    const clip = clipOf(noted, ['n', 'forward'], positionOf)
    expect(clip.notes).toEqual([note])
    expect(Object.keys(clip.layout)).toEqual(['forward'])
    const { document, ids } = paste(noted, readClip(JSON.stringify(clip)) ?? clip, definitions, moveBy)
    expect(ids).toHaveLength(2)
    expect(document.notes?.slice(0, 2)).toEqual(noted.notes)
    expect(document.notes?.[2]).toEqual({
      ...note,
      id: ids[1],
      position: { x: 8 + moveBy.x, y: 8 + moveBy.y },
    })
  })

  it('are no part of a clip without them', () => {
    expect(clipOf(noted, ['forward'], positionOf).notes).toBeUndefined()
    expect(
      paste(flow, clipOf(noted, ['forward'], positionOf), definitions, moveBy).document.notes,
    ).toBeUndefined()
  })
})

describe('the lines that led in', () => {
  const clip = clipOf(flow, ['forward', 'report'], positionOf)
  const cut = { ...flow, nodes: flow.nodes.slice(0, 1), edges: [] }

  it('are kept when asked for, from exits that are free again', () => {
    const { document, ids } = paste(cut, clip, definitions, { x: 0, y: 0 }, true)
    expect(document.edges).toContainEqual({ from: 'start', exit: 'incoming_call', to: ids[0] })
  })

  it('are not taken from where the exits lead now, nor from nodes that are gone', () => {
    expect(paste(flow, clip, definitions, moveBy, true).document.edges).toHaveLength(3)
    expect(paste({ ...cut, nodes: [] }, clip, definitions, moveBy, true).document.edges).toHaveLength(1)
  })

  it('stay away otherwise', () => {
    expect(paste(cut, clip, definitions, moveBy).document.edges).toHaveLength(1)
  })
})
