import { describe, expect, it } from 'vitest'
import { nextAttemptAt } from './schedule.ts'

const at = 1_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('nextAttemptAt', () => {
  it.each([
    [0, 0],
    [1, 5_000],
    [2, 5 * MINUTE],
    [3, 30 * MINUTE],
    [4, 2 * HOUR],
    [5, 5 * HOUR],
    [6, 10 * HOUR],
    [7, 14 * HOUR],
    [8, 20 * HOUR],
    [9, 24 * HOUR],
  ])('after %i tries: in %i ms, give or take a tenth', (tries, delayMs) => {
    const delayWith = (die: number) =>
      (nextAttemptAt({ tries, at, retryAfterSeconds: null, dice: () => die }) ?? 0) - at
    expect([0, 0.5, 1].map(delayWith)).toEqual([0.9 * delayMs, delayMs, 1.1 * delayMs].map(Math.round))
  })

  it('gives up after 10 tries, whatever the server asks', () => {
    expect(nextAttemptAt({ tries: 10, at, retryAfterSeconds: 5, dice: () => 0.5 })).toBeNull()
  })

  it.each([
    [600, 600_000],
    [60, 5 * MINUTE],
    [0, 5 * MINUTE],
  ])('waits at least the %i s that the server asks for', (retryAfterSeconds, delayMs) => {
    expect(nextAttemptAt({ tries: 2, at, retryAfterSeconds, dice: () => 0.5 })).toBe(at + delayMs)
  })
})
