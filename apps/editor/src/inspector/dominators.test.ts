import type { FlowEdge } from '@phloem/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alwaysBefore, immediateDominators } from './dominators.ts'

const lines = (...texts: string[]): FlowEdge[] =>
  texts.map((text) => {
    const [from = '', to = ''] = text.split(' ')
    return { from, exit: 'x', to }
  })

/** By definition: without `before`, no way leads to the node any more. */
function isAlwaysBefore(
  edges: readonly FlowEdge[],
  entries: readonly string[],
  before: string,
  nodeId: string,
) {
  const reached = new Set(entries.filter((id) => id !== before))
  for (const id of reached)
    for (const { from, to } of edges) if (from === id && to !== before) reached.add(to)
  return !reached.has(nodeId)
}

describe('what has always run', () => {
  it('is what all ways pass, the nearest first', () => {
    const edges = lines('start ask', 'ask left', 'ask right', 'left end', 'right end', 'end after')
    const dominators = immediateDominators(edges, ['start'])
    expect(alwaysBefore(dominators, 'after')).toEqual(['end', 'ask', 'start'])
    expect(alwaysBefore(dominators, 'left')).toEqual(['ask', 'start'])
    expect(alwaysBefore(dominators, 'start')).toEqual([])
  })

  it('is nothing where two beginnings meet, and of a node that no call reaches', () => {
    const dominators = immediateDominators(lines('one end', 'two end', 'stray lost'), ['one', 'two'])
    expect(dominators.get('end')).toBeNull()
    expect(dominators.has('lost')).toBe(false)
  })

  it('ends in a loop', () => {
    const dominators = immediateDominators(lines('start a', 'a b', 'b a', 'b start'), ['start'])
    expect(alwaysBefore(dominators, 'b')).toEqual(['a', 'start'])
  })

  it('is in any flow what the definition says', () => {
    const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h')
    const edge = fc.record({ from: node, exit: fc.constant('x'), to: node })
    fc.assert(
      fc.property(
        fc.array(edge, { maxLength: 20 }),
        fc.uniqueArray(node, { minLength: 1, maxLength: 2 }),
        (edges, entries) => {
          const dominators = immediateDominators(edges, entries)
          for (const id of dominators.keys()) {
            const naive = [...dominators.keys()].filter(
              (other) => other !== id && isAlwaysBefore(edges, entries, other, id),
            )
            expect(alwaysBefore(dominators, id).toSorted()).toEqual(naive.toSorted())
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})
