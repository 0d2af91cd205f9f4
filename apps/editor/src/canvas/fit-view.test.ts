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
    const { y, zoom } = openingViewport({ x: 0, y: 0, width: 200, height: 1200 }, canvas, true)
    expect(zoom).toBeLessThan(0.5)
    expect(y).toBeGreaterThan(0)
    expect(y + 1200 * zoom).toBeLessThan(canvas.height)
  })
})
