import { describe, expect, it } from 'vitest'
import type { Answer } from './send.ts'
import { retryAfterSeconds, verdict } from './verdict.ts'

const answer: Answer = {
  status: 200,
  contentType: '',
  headers: {},
  body: '',
  durationMs: 1,
  error: null,
  isUnsendable: false,
}

describe('verdict', () => {
  it.each([
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [300, 'retry'],
    [302, 'retry'],
    [304, 'retry'],
    [400, 'rejected'],
    [401, 'rejected'],
    [404, 'rejected'],
    [408, 'retry'],
    [410, 'rejected'],
    [422, 'rejected'],
    [425, 'retry'],
    [429, 'retry'],
    [499, 'rejected'],
    [500, 'retry'],
    [503, 'retry'],
    [999, 'retry'],
  ])('%i: %s', (status, expected) => {
    expect(verdict({ ...answer, status })).toBe(expected)
  })

  it('retries what got no answer', () => {
    expect(verdict({ ...answer, status: null, error: 'connection refused' })).toBe('retry')
  })

  it('rejects at once what can never be sent', () => {
    expect(verdict({ ...answer, status: null, error: '"x" is not a URL', isUnsendable: true })).toBe(
      'rejected',
    )
  })
})

describe('retryAfterSeconds', () => {
  const now = Date.parse('2026-01-02T03:04:05.000Z')

  it.each([
    ['120', 120],
    [' 0 ', 0],
    ['86401', 86_400],
    ['99999999999999999999', 86_400],
    ['Fri, 02 Jan 2026 03:05:05 GMT', 60],
    ['Friday, 02-Jan-26 03:05:05 GMT', 60],
    ['Fri, 02 Jan 2026 03:04:04 GMT', 0],
    ['Sun, 01 Feb 2026 00:00:00 GMT', 86_400],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['Soon, very GMT', null],
    ['2026-01-02T03:05:05Z', null],
  ])('reads %j as %s', (text, seconds) => {
    expect(retryAfterSeconds({ ...answer, headers: { 'retry-after': text } }, now)).toBe(seconds)
  })

  it('is null when the server did not ask', () => {
    expect(retryAfterSeconds(answer, now)).toBeNull()
  })
})
