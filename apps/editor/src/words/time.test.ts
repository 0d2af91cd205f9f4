import { describe, expect, it } from 'vitest'
import { duration, offset, relativeTime } from './time.ts'

describe('relativeTime', () => {
  const now = Date.parse('2026-01-05T12:00:00Z')
  it.each([
    ['2026-01-05T11:59:55Z', 'just now'],
    ['2026-01-05T11:59:30Z', '30 seconds ago'],
    ['2026-01-05T11:55:01Z', '4 minutes ago'],
    ['2026-01-05T14:00:00Z', 'in 2 hours'],
    ['2026-01-04T11:00:00Z', 'yesterday'],
  ])('says of %s: %s', (iso, words) => {
    expect(relativeTime(iso, now)).toBe(words)
  })

  it('gives a date when it was more than a week ago', () => {
    expect(relativeTime('2025-11-05T12:00:00Z', now)).toContain('2025')
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [4.4, '4 s'],
    [60, '1 min'],
    [72, '1 min 12 s'],
    [3600, '1 h'],
    [3720, '1 h 2 min'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(duration(seconds)).toBe(words)
  })
})

describe('offset', () => {
  it.each([
    [0, '+0.00 s'],
    [12_480, '+12.48 s'],
    [62_400, '+1:02.40'],
    [-20, '+0.00 s'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(offset(milliseconds)).toBe(words)
  })
})
