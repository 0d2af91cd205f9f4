import { describe, expect, it } from 'vitest'
import type { Answer } from './send.ts'
import { isFailure, isGone, retryAfterSeconds, verdict } from './verdict.ts'

const answer: Answer = {
  status: 200,
  contentType: '',
  headers: {},
  body: '',
  durationMs: 1,
  error: null,
  isUnsendable: false,
  hasLeft: true,
  isRefused: false,
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
    expect(verdict({ ...answer, status }, {})).toBe(expected)
  })

  it.each([
    [400, 'retry'],
    [404, 'retry'],
    [410, 'rejected'],
    [200, 'delivered'],
    [503, 'retry'],
  ])('%i: %s where refusals are retried', (status, expected) => {
    expect(verdict({ ...answer, status }, { retriesRefused: true })).toBe(expected)
  })

  it.each([
    { status: 200, hasLeft: true, expected: 'delivered' },
    { status: 503, hasLeft: true, expected: 'rejected' },
    { status: 429, hasLeft: true, expected: 'rejected' },
    { status: null, hasLeft: true, expected: 'rejected' },
    { status: null, hasLeft: false, expected: 'retry' },
  ])(
    'is $expected for $status at most once, when the request has left: $hasLeft',
    ({ expected, ...said }) => {
      expect(verdict({ ...answer, ...said }, { delivery: 'at_most_once' })).toBe(expected)
    },
  )

  it('retries what got no answer', () => {
    expect(verdict({ ...answer, status: null, error: 'connection refused' }, {})).toBe('retry')
  })

  it('rejects at once what can never be sent', () => {
    const unsendable = { ...answer, status: null, error: '"x" is not a URL', isUnsendable: true }
    expect(verdict(unsendable, {})).toBe('rejected')
  })
})

describe('a destination', () => {
  it.each([
    [200, false],
    [302, false],
    [404, false],
    [410, false],
    [408, true],
    [429, true],
    [500, true],
    [null, true],
  ])('that answers %s fails: %s', (status, expected) => {
    expect(isFailure({ ...answer, status })).toBe(expected)
  })

  it('is asked no more where it answers 410', () => {
    expect([404, 410, null].map((status) => isGone({ ...answer, status }))).toEqual([false, true, false])
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
