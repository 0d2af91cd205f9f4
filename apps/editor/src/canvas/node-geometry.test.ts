import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { GRID, HANDLE_HIT, nodeGeometry } from './node-geometry.ts'

describe('nodeGeometry', () => {
  it.each(nodes.map((definition) => [definition.type, definition] as const))(
    'gives %s a size on the grid, at least 240 wide',
    (_type, definition) => {
      const { width, height } = nodeGeometry(definition)
      expect(width).toBeGreaterThanOrEqual(240)
      expect(width % GRID).toBe(0)
      expect(height % GRID).toBe(0)
    },
  )

  it.each(nodes.map((definition) => [definition.type, definition] as const))(
    'gives each exit of %s a column of its own that is wider than its handle',
    (_type, definition) => {
      const { columns, width } = nodeGeometry(definition)
      expect(columns.map(({ id }) => id)).toEqual(definition.exits.map(({ id }) => id))
      for (const [index, column] of columns.entries()) {
        const next = columns[index + 1]
        expect(column.left + column.width).toBeCloseTo(next ? next.left : width)
        expect(column.width).toBeGreaterThan(HANDLE_HIT)
      }
    },
  )

  it('gives a trigger no target handle', () => {
    const { handles } = nodeGeometry({ exits: [{ id: 'go', title: 'Go' }], isTrigger: true })
    expect(handles.map(({ type, id }) => [type, id])).toEqual([['source', 'go']])
  })

  it('names source handles after the exits', () => {
    const { handles } = nodeGeometry({
      exits: [
        { id: 'a', title: 'A' },
        { id: 'b', title: 'B' },
      ],
      isTrigger: false,
    })
    expect(handles.map(({ type, id }) => [type, id])).toEqual([
      ['target', undefined],
      ['source', 'a'],
      ['source', 'b'],
    ])
  })

  it('leaves the row of exits out where there are none', () => {
    const shape = { isTrigger: false }
    const withExit = nodeGeometry({ ...shape, exits: [{ id: 'a', title: 'A' }] })
    expect(nodeGeometry({ ...shape, exits: [] }).height).toBeLessThan(withExit.height)
  })
})
