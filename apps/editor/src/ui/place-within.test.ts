import { expect, it } from 'vitest'
import { within } from './place-within.ts'

it.each([
  { start: 100, begins: 100, where: 'where it is asked for' },
  { start: 380, begins: 192, where: 'before the end of the window' },
  { start: -5, begins: 8, where: 'behind its beginning' },
])('something of 200 pixels in a window of 400 begins $where', ({ start, begins }) => {
  expect(within(start, 200, 400)).toBe(begins)
})

it('what is longer than the window shows its beginning', () => {
  expect(within(50, 900, 400)).toBe(8)
})
