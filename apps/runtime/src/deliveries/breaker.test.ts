import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBreaker, PROBE_EVERY_MS } from './breaker.ts'

const attempts = (outcomes: boolean[], everyMs = 100) => {
  const breaker = createBreaker()
  outcomes.forEach((isFailure, index) => {
    breaker.began(index * everyMs)
    breaker.ended(index * everyMs, isFailure)
  })
  return breaker
}
const failures = (count: number) => Array<boolean>(count).fill(true)
const successes = (count: number) => Array<boolean>(count).fill(false)

describe('a breaker', () => {
  it.each([
    { outcomes: failures(9), state: 'closed' },
    { outcomes: failures(10), state: 'open' },
    { outcomes: [...successes(3), ...failures(7)], state: 'open' },
    { outcomes: [...successes(4), ...failures(6)], state: 'closed' },
    { outcomes: [...successes(4), ...failures(10)], state: 'open' },
  ])('is $state after $outcomes', ({ outcomes, state }) => {
    expect(attempts(outcomes).state()).toBe(state)
  })

  it('forgets what was more than a minute ago', () => {
    expect(attempts(failures(30), 7000).state()).toBe('closed')
    expect(attempts(failures(30), 6000).state()).toBe('open')
  })

  it('lets one attempt through in 30 s while it is open', () => {
    const breaker = attempts(failures(10), 0)
    expect(breaker.allowedAt()).toBe(PROBE_EVERY_MS)
    breaker.began(PROBE_EVERY_MS)
    expect(breaker.state()).toBe('half_open')
    expect(breaker.allowedAt()).toBe(2 * PROBE_EVERY_MS)
    breaker.ended(PROBE_EVERY_MS + 15_000, true)
    expect(breaker.state()).toBe('open')
    expect(breaker.allowedAt()).toBe(2 * PROBE_EVERY_MS)
  })

  it('goes by the moved clock once it was moved', () => {
    const breaker = attempts(failures(10), 0)
    breaker.clockMoved(-86_400_000)
    expect(breaker.allowedAt()).toBe(PROBE_EVERY_MS - 86_400_000)
  })

  it('closes when the probe arrives, and counts anew', () => {
    const breaker = attempts(failures(10), 0)
    breaker.began(PROBE_EVERY_MS)
    breaker.ended(PROBE_EVERY_MS + 1, false)
    expect(breaker.state()).toBe('closed')
    expect(breaker.allowedAt()).toBe(Number.NEGATIVE_INFINITY)
    for (let index = 0; index < 9; index += 1) breaker.ended(PROBE_EVERY_MS + 2, true)
    expect(breaker.state()).toBe('closed')
    breaker.ended(PROBE_EVERY_MS + 3, true)
    expect(breaker.state()).toBe('open')
  })

  it('closes when one that was under way arrives after all', () => {
    const breaker = attempts(failures(10), 0)
    breaker.ended(5, false)
    expect(breaker.state()).toBe('closed')
  })

  it('never opens while fewer than seven in ten fail, whatever their order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 200 }), (thirds) => {
        // Every failure comes after a success: at most half of any beginning fails.
        const breaker = attempts(thirds.flatMap(() => [false, true]))
        expect(breaker.state()).toBe('closed')
      }),
    )
  })

  it('begins at most one attempt in 30 s of those that all fail once it is open', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 100 }), (gaps) => {
        const breaker = attempts(failures(10), 0)
        let now = 0
        let last = 0
        for (const gap of gaps) {
          now += gap
          if (breaker.allowedAt() > now) continue
          expect(now - last).toBeGreaterThanOrEqual(PROBE_EVERY_MS)
          last = now
          breaker.began(now)
          breaker.ended(now, true)
        }
      }),
    )
  })
})
