import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { arrange } from './arrange.ts'

const flow = (ids: string[], edges: [string, string, string][]): FlowDocument => ({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: ids.map((id) => ({ id, type: 'toy', name: id, config: {} })),
  edges: edges.map(([from, exit, to]) => ({ from, exit, to })),
})
const size = () => ({ width: 240, height: 120 })

describe('arrange', () => {
  it('puts each node below the one that leads to it', () => {
    const layout = arrange(
      flow(
        ['a', 'b', 'c'],
        [
          ['a', 'x', 'b'],
          ['b', 'x', 'c'],
        ],
      ),
      size,
    )
    expect(layout).toEqual({ a: { x: -120, y: 0 }, b: { x: -120, y: 168 }, c: { x: -120, y: 336 } })
  })

  it('puts the targets of one node side by side, in the order of its exits', () => {
    const layout = arrange(
      flow(
        ['a', 'b', 'c'],
        [
          ['a', 'x', 'c'],
          ['a', 'y', 'b'],
        ],
      ),
      size,
    )
    expect(layout.c).toEqual({ x: -264, y: 168 })
    expect(layout.b).toEqual({ x: 24, y: 168 })
  })

  it('places every node of a closed loop', () => {
    expect(
      Object.keys(
        arrange(
          flow(
            ['a', 'b'],
            [
              ['a', 'x', 'b'],
              ['b', 'x', 'a'],
            ],
          ),
          size,
        ),
      ),
    ).toEqual(['a', 'b'])
  })
})
