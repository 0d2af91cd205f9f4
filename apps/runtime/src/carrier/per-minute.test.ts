import { describe, expect, it } from 'vitest'
import { PerMinute } from './per-minute.ts'

const setUp = (most: number, mostKeys?: number) => {
  let now = 5_000
  const limit = new PerMinute(most, { monotonic: () => now }, mostKeys)
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { limit, pass }
}

describe('PerMinute', () => {
  it('lets each key pass so many times, and again in the next minute', () => {
    const { limit, pass } = setUp(2)
    expect(['a', 'a', 'b', 'a', 'b', 'b'].map((key) => limit.take(key))).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
    ])
    pass(59_999)
    expect(limit.take('a')).toBe(false)
    pass(1)
    expect(limit.take('a')).toBe(true)
  })

  it('keeps no more keys than it may, whoever asks', () => {
    const { limit, pass } = setUp(5, 2)
    expect(['a', 'b', 'c', 'a'].map((key) => limit.take(key))).toEqual([true, true, false, true])
    pass(60_000)
    expect(limit.take('c')).toBe(true)
  })
})
