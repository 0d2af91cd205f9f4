import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { definitionsOf } from '../../canvas/flow-mapping.ts'
import { outlineOf } from './outline.ts'

const definitions = definitionsOf(nodes)
const flow = (
  types: Record<string, string>,
  ...edges: [from: string, exit: string, to: string][]
): FlowDocument => ({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: Object.entries(types).map(([id, type]) => ({ id, type, name: id.toUpperCase(), config: {} })),
  edges: edges.map(([from, exit, to]) => ({ from, exit, to })),
})
const lines = (document: FlowDocument, ...closed: string[]) =>
  outlineOf(document, definitions, (key) => closed.includes(key)).map(({ exit, node, level, isRepeated }) => {
    const target = node === null ? 'nowhere' : node.name + (isRepeated ? ' (above)' : '')
    return `${'  '.repeat(level - 1)}${exit === null ? target : `${exit.title} → ${target}`}`
  })

describe('the outline', () => {
  const document = flow(
    { start: 'start', forward: 'call_forward', report: 'http_request', alone: 'http_request' },
    ['start', 'incoming_call', 'forward'],
    ['forward', 'completed', 'report'],
    ['forward', 'failed', 'report'],
  )

  it('follows the exits in their order, and names those that lead nowhere', () => {
    expect(lines(document).filter((line) => !/Message|API|Success|^ {6,}/.test(line))).toEqual([
      'START',
      '  Incoming Call → FORWARD',
      '    Completed → REPORT',
      '    No Answer → nowhere',
      '    Busy/Rejected → nowhere',
      '    Failed → REPORT (above)',
      'ALONE',
      '  Failed → nowhere',
    ])
  })

  it('leaves out what is below a closed line, but not what comes after it', () => {
    expect(lines(document, 'start').slice(0, 2)).toEqual(['START', 'ALONE'])
  })

  it('ends in loops, also in those that nothing leads into', () => {
    const loop = flow({ a: 'call_forward', b: 'call_forward' }, ['a', 'failed', 'b'], ['b', 'failed', 'a'])
    expect(lines(loop).filter((line) => !line.includes('nowhere'))).toEqual([
      'A',
      '  Failed → B',
      '    Failed → A (above)',
    ])
  })

  it('ends with the notes', () => {
    const note = { id: 'n', text: 'Hello', position: { x: 0, y: 0 } }
    const items = outlineOf({ ...document, notes: [note] }, definitions, () => false)
    expect(items.at(-1)).toMatchObject({ key: 'n', note, node: null, level: 1, isParent: false })
    expect(items.filter((item) => item.note !== null)).toHaveLength(1)
  })

  it('gives each line a key of its own', () => {
    const keys = outlineOf(document, definitions, () => false).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})
