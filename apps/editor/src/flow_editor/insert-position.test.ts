import { describe, expect, it } from 'vitest'
import { type Box, dropPosition, insertPosition } from './insert-position.ts'

const size = { width: 240, height: 120 }
const start: Box = { x: 0, y: 0, width: 320, height: 120 }

describe('insertPosition', () => {
  it('goes below the anchor, centred', () => {
    expect(insertPosition(size, [start], start)).toEqual({ x: 40, y: 168 })
  })

  it('goes beside what already stands there', () => {
    const below: Box = { x: 40, y: 168, ...size }
    const { x, y } = insertPosition(size, [start, below], start)
    expect(y).toBe(168)
    expect(x).toBeGreaterThanOrEqual(below.x + below.width + 48)
  })

  it('never overlaps, however many are added below one node', () => {
    const boxes = [start]
    for (let n = 0; n < 12; n += 1) boxes.push({ ...insertPosition(size, boxes, start), ...size })
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const isApart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
        expect(isApart).toBe(true)
      }
    }
  })

  it('starts an empty canvas in the middle', () => {
    expect(insertPosition(size, [], undefined)).toEqual({ x: -120, y: 0 })
  })
})

describe('dropPosition', () => {
  it('centres the node under the pointer, on the grid', () => {
    expect(dropPosition({ x: 203, y: 101 }, size)).toEqual({ x: 80, y: 40 })
  })
})
