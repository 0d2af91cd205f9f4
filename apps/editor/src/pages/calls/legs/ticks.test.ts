import { expect, it } from 'vitest'
import { ticksOf, tickWords } from './ticks.ts'

it.each([
  [24_000, '0 s, 5 s, 10 s, 15 s, 20 s'],
  [1, '0 s'],
  [90, '0 s, 20 ms, 40 ms, 60 ms, 80 ms'],
  [400_000, '0 s, 1 min, 2 min, 3 min, 4 min, 5 min, 6 min'],
  [95_000, '0 s, 15 s, 30 s, 45 s, 1 min, 1:15 min, 1:30 min'],
])('an axis of %d ms has round times', (lengthMs, words) => {
  expect(ticksOf(lengthMs).map(tickWords).join(', ')).toBe(words)
})

it('never has more than eight, however long the call', () => {
  for (const hours of [0.1, 1, 4, 9, 24, 100])
    expect(ticksOf(hours * 3_600_000).length).toBeLessThanOrEqual(8)
})
