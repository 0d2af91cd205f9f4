import { readPairs } from '@phloem/plivo'
import { describe, expect, it } from 'vitest'
import { SeenNonces } from './seen-nonces.ts'

const setUp = (most?: number) => {
  let now = 0
  const nonces = new SeenNonces({ monotonic: () => now }, most)
  const pass = (minutes: number) => {
    now += minutes * 60_000
  }
  return { nonces, pass }
}

const request = { method: 'POST', url: '/plivo/answer', params: readPairs('From=1&To=2') }

describe('SeenNonces', () => {
  it('tells a repetition from the first time, and counts them', () => {
    const { nonces } = setUp()
    expect(nonces.take('1', request)).toBe('new')
    expect(nonces.take('2', request)).toBe('new')
    expect(nonces.take('1', request)).toEqual({ repeats: 1 })
    expect(nonces.take('1', request)).toEqual({ repeats: 2 })
  })

  it.each([
    ['another body', { ...request, params: readPairs('From=1&To=3') }],
    ['the same string, cut elsewhere', { ...request, params: readPairs('From=1To2') }],
    ['another URL', { ...request, url: '/plivo/hangup' }],
    ['another method', { ...request, method: 'GET' }],
  ])('tells %s under the same nonce', (_, other) => {
    const { nonces } = setUp()
    nonces.take('1', request)
    expect(nonces.take('1', other)).toBe('reused')
    expect(nonces.take('1', request)).toEqual({ repeats: 1 })
  })

  it('knows a nonce for ten minutes at least, and not for ever', () => {
    const { nonces, pass } = setUp()
    pass(9)
    nonces.take('1', request)
    pass(10)
    expect(nonces.take('1', request)).toEqual({ repeats: 1 })
    pass(10)
    nonces.take('2', request)
    expect(nonces.take('1', request)).toBe('new')
    pass(60)
    nonces.take('3', request)
    expect(nonces.size).toBe(1)
  })

  it('takes the same form in another order for a repetition', () => {
    const { nonces } = setUp()
    nonces.take('1', request)
    expect(nonces.take('1', { ...request, params: readPairs('To=2&From=1') })).toEqual({ repeats: 1 })
  })

  it('keeps so many at most, the newest half for sure', () => {
    const { nonces } = setUp(1000)
    for (let index = 0; index < 2500; index += 1) nonces.take(String(index), request)
    expect(nonces.size).toBeLessThanOrEqual(1000)
    expect(nonces.take('2499', request)).toEqual({ repeats: 1 })
    expect(nonces.take('2001', request)).toEqual({ repeats: 1 })
    expect(nonces.take('0', request)).toBe('new')
  })
})
