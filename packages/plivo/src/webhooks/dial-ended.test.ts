import { describe, expect, it } from 'vitest'
import { DIAL_STATUSES, readDialEnded } from './dial-ended.ts'
import { readPairs } from './params.ts'

const at = 1_767_607_872_131
const read = (raw: string) => readDialEnded(readPairs(raw), 2, at)

const results = [
  ['completed', 'completed'],
  ['cancel', 'cancelled'],
  ['busy', 'busy'],
  ['no-answer', 'no_answer'],
  ['timeout', 'timeout'],
  ['failed', 'failed'],
] as const

describe('readDialEnded', () => {
  it('reads how the dial ended, and keeps what Plivo sent', () => {
    const raw = 'DialStatus=busy&DialRingStatus=true&DialHangupCause=USER_BUSY&DialALegUUID=a-1&DialBLegUUID='
    expect(read(raw)).toEqual({
      type: 'dial_ended',
      at,
      step: 2,
      result: 'busy',
      rang: true,
      hangupCause: 'USER_BUSY',
      fields: {
        DialStatus: 'busy',
        DialRingStatus: 'true',
        DialHangupCause: 'USER_BUSY',
        DialALegUUID: 'a-1',
        DialBLegUUID: '',
      },
    })
  })

  it.each(results)('reads DialStatus %s as %s', (status, result) => {
    expect(read(`DialStatus=${status}`).result).toBe(result)
  })

  it('knows all of DIAL_STATUSES and no other', () => {
    expect([...DIAL_STATUSES]).toEqual(results.map(([status]) => status))
  })

  it.each(['DialStatus=', '', 'DialStatus=answered', 'DialStatus=Completed', 'DialStatus=constructor'])(
    'does not know %j',
    (raw) => {
      expect(read(raw).result).toBe('unknown')
    },
  )

  it.each([
    ['true', true],
    ['True', true],
    ['false', false],
    ['FALSE', false],
    ['', null],
    ['yes', null],
  ])('reads DialRingStatus %j as %s', (text, rang) => {
    expect(read(`DialStatus=timeout&DialRingStatus=${text}`).rang).toBe(rang)
  })

  it('does not know whether it rang, nor the cause, when Plivo does not say', () => {
    expect(read('DialStatus=timeout')).toMatchObject({ rang: null, hangupCause: '' })
  })
})
