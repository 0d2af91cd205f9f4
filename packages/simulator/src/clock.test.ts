import { describe, expect, it } from 'vitest'
import { createClock } from './clock.ts'

const start = new Date('2026-01-05T10:11:12.131Z')

describe('createClock', () => {
  it('moves to the moment that it waited for and never back', async () => {
    const clock = createClock(Number.POSITIVE_INFINITY, start, new AbortController().signal)
    await clock.waitUntil(5.5)
    await clock.waitUntil(3)
    expect(clock.nowSeconds()).toBe(5.5)
    expect(clock.date()).toEqual(new Date('2026-01-05T10:11:17.631Z'))
  })

  it('rejects when it is stopped while it waits, and afterwards', async () => {
    const stopping = new AbortController()
    const clock = createClock(1, start, stopping.signal)
    const waiting = clock.waitUntil(3600)
    stopping.abort()
    await expect(waiting).rejects.toThrow()
    await expect(clock.waitUntil(0)).rejects.toThrow()
  })
})
