import { describe, expect, it } from 'vitest'
import { parseRetryPolicy } from './retry-policy.ts'

describe('parseRetryPolicy', () => {
  it.each([
    ['', { connectTimeoutMs: 2000, readTimeoutMs: 40_000, totalTimeoutMs: 55_000, retries: 1 }],
    [
      'ct=100&rt=5000&tt=9000&rc=5&rp=all&er=mumbai',
      { connectTimeoutMs: 100, readTimeoutMs: 5000, totalTimeoutMs: 9000, retries: 5 },
    ],
    [
      'ct=99&rt=40001&tt=-1&rc=6',
      { connectTimeoutMs: 2000, readTimeoutMs: 40_000, totalTimeoutMs: 55_000, retries: 1 },
    ],
    [
      'rc=0&ct=1e3&rt=',
      { connectTimeoutMs: 2000, readTimeoutMs: 40_000, totalTimeoutMs: 55_000, retries: 0 },
    ],
  ])('reads %j', (fragment, policy) => {
    expect(parseRetryPolicy(fragment)).toMatchObject(policy)
  })

  it.each([
    ['', ['ct', 'rt']],
    ['rp=5xx,ct,rt', ['ct', 'rt', 500]],
    ['rp=4xx', [404]],
    ['rp=all', ['ct', 'rt', 302, 404, 500]],
  ])('%j retries on %j and nothing else', (fragment, expected) => {
    const { shouldRetry } = parseRetryPolicy(fragment)
    const failures = (['ct', 'rt', 'partial'] as const).filter((failure) => shouldRetry({ failure }))
    const statuses = [302, 404, 500].filter((status) => shouldRetry({ status }))
    expect([...failures, ...statuses]).toEqual(expected)
  })
})
