import { describe, expect, it } from 'vitest'
import type { CallPages } from '../../api/calls.ts'
import type { CallSummary } from '../../api/types.ts'
import { firstPageOf, waitingAbove, withCall } from './call-pages.ts'

const call = (callUUID: string, status: CallSummary['status'] = 'live') =>
  ({ callUUID, status, startedAt: `2026-01-0${callUUID}T00:00:00.000Z` }) as CallSummary
const list: CallPages = {
  pages: [
    { calls: [call('5'), call('4')], next: 'a' },
    { calls: [call('3'), call('2')], next: null },
  ],
  pageParams: [null, 'a'],
}

describe('withCall', () => {
  it('takes over what is newer of a call in its place, and leaves other pages as they are', () => {
    const changed = withCall(list, call('3', 'ended'))
    expect(changed.pages[1]?.calls.map(({ status }) => status)).toEqual(['ended', 'live'])
    expect(changed.pages[0]).toBe(list.pages[0])
  })

  it('leaves a list alone in which the call is not', () => {
    expect(withCall(list, call('9'))).toBe(list)
  })
})

it('keeps of a long list its first page', () => {
  expect(firstPageOf(list)).toEqual({ pages: [list.pages[0]], pageParams: [null] })
})

describe('what waits above', () => {
  it.each([
    ['nothing', [call('5'), call('4')], { count: 0, isMore: false }],
    ['two that began since', [call('7'), call('6'), call('5')], { count: 2, isMore: false }],
    ['a whole page, and perhaps others', [call('8'), call('7')], { count: 2, isMore: true }],
    ['none that is only missing below', [call('5'), call('1')], { count: 0, isMore: false }],
  ])('is %s', (_what, newest, waits) => {
    expect(waitingAbove(list, newest)).toEqual(waits)
  })
})
