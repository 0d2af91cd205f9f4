import { describe, expect, it } from 'vitest'
import { backEdgeX } from './back-edge.ts'

const half = { left: 120, right: 120 }

describe('an edge that leads back up', () => {
  it('passes its own card on the side of its exit', () => {
    expect(backEdgeX(200, 120, { source: { left: 200, right: 40 }, target: half })).toBe(264)
    expect(backEdgeX(40, 120, { source: { left: 40, right: 200 }, target: half })).toBe(-24)
  })

  it('passes the wider of two cards that stand above each other', () => {
    expect(backEdgeX(200, 160, { source: { left: 200, right: 40 }, target: half })).toBe(304)
  })

  it('goes between two cards that stand apart', () => {
    expect(backEdgeX(0, 600, { source: half, target: half })).toBeUndefined()
  })
})
