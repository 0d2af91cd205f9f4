import { expect, it } from 'vitest'
import { fittingSize, noteSize } from './note-size.ts'

it.each([
  { wanted: { width: 203, height: 101 }, gets: { width: 200, height: 104 } },
  { wanted: { width: 3, height: -20 }, gets: { width: 120, height: 64 } },
  { wanted: { width: 9_999, height: 9_999 }, gets: { width: 1200, height: 1200 } },
])('a note that is drawn to $wanted gets $gets', ({ wanted, gets }) => {
  expect(fittingSize(wanted)).toEqual(gets)
})

it('a note without a size of its own has the usual one', () => {
  expect(noteSize({})).toEqual({ width: 240, height: 120 })
  expect(noteSize({ size: { width: 8, height: 16 } })).toEqual({ width: 8, height: 16 })
})
