import { describe, expect, it } from 'vitest'
import { findablesOf, nextFound } from './finding.ts'

const findables = findablesOf({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'a', type: 'call_forward', name: 'Sales', config: { from: '', to: ['+12025550101'] } },
    { id: 'b', type: 'http_request', name: 'Report', config: { url: 'https://example.com/sales' } },
    { id: 'c', type: 'call_forward', name: 'Support', config: { from: '', to: ['+12025550102'] } },
  ],
  edges: [],
  notes: [{ id: 'n', text: 'Sales first\nthen the rest', position: { x: 0, y: 0 } }],
})
const walk = (typed: string, current: string | undefined, by: 1 | -1) =>
  nextFound(findables, typed, current, by)?.id

describe('finding', () => {
  it('goes from one to the next, round the end, by names, fields and notes', () => {
    expect([undefined, 'a', 'b', 'n'].map((current) => walk('sales', current, 1))).toEqual([
      'a',
      'b',
      'n',
      'a',
    ])
  })

  it('goes back', () => {
    expect(['n', 'b', 'a'].map((current) => walk('sales', current, -1))).toEqual(['b', 'a', 'n'])
  })

  it('goes on from where one stands that does not fit', () => {
    expect(walk('sales', 'c', 1)).toBe('n')
    expect(walk('sales', 'c', -1)).toBe('b')
  })

  it('finds nothing where nothing fits', () => {
    expect(nextFound(findables, 'nobody', 'a', 1)).toBeNull()
  })

  it('calls a note by its first line', () => {
    expect(findables.at(-1)).toMatchObject({ title: 'Sales first', group: 'Note' })
  })
})
