import { describe, expect, it } from 'vitest'
import { openingViewport } from './fit-view.ts'

const canvas = { width: 800, height: 600 }

describe('opening viewport', () => {
  it('centres a small flow at its own size', () => {
    const bounds = { x: 100, y: 50, width: 200, height: 100 }
    expect(openingViewport(bounds, canvas, false)).toEqual({ x: 200, y: 200, zoom: 1 })
  })

  it('begins a short flow near the top where more will be drawn below', () => {
    const bounds = { x: 100, y: 50, width: 200, height: 100 }
    expect(openingViewport(bounds, canvas, true)).toEqual({ x: 200, y: 14, zoom: 1 })
  })

  it('shrinks a tall flow until all of it is seen', () => {
    const { y, zoom } = openingViewport({ x: 0, y: 0, width: 200, height: 1000 }, canvas, true)
    expect(zoom).toBeLessThan(0.6)
    expect(y).toBeGreaterThan(0)
    expect(y + 1000 * zoom).toBeLessThan(canvas.height)
  })

  it('opens a large flow at its start, where cards can be read', () => {
    const start = { x: 4000, y: -200, width: 320, height: 120 }
    const bounds = { x: 0, y: -200, width: 8000, height: 9000 }
    const { x, y, zoom } = openingViewport(bounds, canvas, true, start)
    expect(zoom).toBe(0.8)
    expect(x + (4000 + 160) * zoom).toBe(canvas.width / 2)
    expect(y + -200 * zoom).toBe(64)
  })
})
