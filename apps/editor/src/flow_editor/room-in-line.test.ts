import { describe, expect, it } from 'vitest'
import { roomInLine } from './room-in-line.ts'

const size = { width: 240, height: 120 }
const edge = { from: 'a', exit: 'x', to: 'b' }
const at = (x: number, y: number) => ({ x, y, ...size })

describe('a node that is put into a line', () => {
  it('moves what is below it by as much as is missing, notes too', () => {
    const boxes = new Map([
      ['a', at(0, 0)],
      ['beside', at(400, 0)],
      ['b', at(0, 168)],
      ['c', at(400, 400)],
    ])
    const notes = [
      { id: 'low', x: 8, y: 300 },
      { id: 'high', x: 8, y: 8 },
    ]
    expect(roomInLine(boxes, edge, size, notes)).toEqual({
      position: { x: 0, y: 168 },
      moved: { b: { x: 0, y: 336 }, c: { x: 400, y: 568 }, low: { x: 8, y: 468 } },
    })
  })

  it('moves nothing where there is room', () => {
    const boxes = new Map([
      ['a', at(0, 0)],
      ['b', at(160, 600)],
    ])
    expect(roomInLine(boxes, edge, size)).toEqual({ position: { x: 80, y: 168 }, moved: {} })
  })

  it('goes beside what is there when the line leads up', () => {
    const boxes = new Map([
      ['a', at(0, 400)],
      ['b', at(0, 0)],
      ['below', at(0, 568)],
    ])
    const { position, moved } = roomInLine(boxes, edge, size)
    expect(moved).toEqual({})
    expect(position.x).toBeGreaterThan(240)
  })
})
