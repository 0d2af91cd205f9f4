import { describe, expect, it } from 'vitest'
import { fittingWidth, keepWidth, keptWidth, USUAL_WIDTH, widthAfterKey } from './panel-width.ts'

describe('the width of the panel', () => {
  it.each([
    { wanted: 500, window: 1440, fits: 500 },
    { wanted: 100, window: 1440, fits: 320 },
    { wanted: 5000, window: 1440, fits: 720 },
    { wanted: 600, window: 1000, fits: 520 },
    { wanted: 600, window: 400, fits: 320 },
  ])('of $wanted in a window of $window is $fits', ({ wanted, window, fits }) => {
    expect(fittingWidth(wanted, window)).toBe(fits)
  })

  it.each([
    { key: 'ArrowLeft', width: 400 },
    { key: 'ArrowRight', width: 368 },
    { key: 'Home', width: 320 },
    { key: 'End', width: 720 },
    { key: 'Enter', width: null },
  ])('is $width after $key', ({ key, width }) => {
    expect(widthAfterKey(key, false, USUAL_WIDTH, 1440)).toBe(width)
  })

  it('goes further with Shift', () => {
    expect(widthAfterKey('ArrowLeft', true, USUAL_WIDTH, 1440)).toBe(448)
  })

  it('is kept in the browser; nonsense is not taken', () => {
    const kept = new Map<string, string>()
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: kept.set.bind(kept) }
    expect(keptWidth(storage)).toBe(USUAL_WIDTH)
    keepWidth(storage, 512)
    expect(keptWidth(storage)).toBe(512)
    for (const key of kept.keys()) kept.set(key, 'wide')
    expect(keptWidth(storage)).toBe(USUAL_WIDTH)
  })
})
