import { describe, expect, it } from 'vitest'
import { CALL_STATUSES } from './call-status.ts'
import { readHangup } from './hangup.ts'
import { readPairs } from './params.ts'

const at = 1_767_607_872_131

describe('readHangup', () => {
  it.each(CALL_STATUSES)('reads how the call ended: %s', (status) => {
    const raw = `CallUUID=c-1&CallStatus=${status}&Event=Hangup&HangupCause=NORMAL_CLEARING&HangupCauseName=Normal+Hangup`
    expect(readHangup(readPairs(raw), at)).toEqual({
      kind: 'hung_up',
      callUUID: 'c-1',
      event: {
        type: 'hung_up',
        at,
        callStatus: status,
        hangupCause: 'NORMAL_CLEARING',
        fields: {
          CallUUID: 'c-1',
          CallStatus: status,
          Event: 'Hangup',
          HangupCause: 'NORMAL_CLEARING',
          HangupCauseName: 'Normal Hangup',
        },
      },
    })
  })

  it.each([
    ['CallUUID=c-1&HangupCause=&HangupCauseName=Busy+Line', 'Busy Line'],
    ['CallUUID=c-1', ''],
  ])('reads the cause of %s', (raw, hangupCause) => {
    expect(readHangup(readPairs(raw), at)).toMatchObject({ event: { hangupCause } })
  })

  it('refuses a request that names no call', () => {
    expect(readHangup(readPairs('CallStatus=completed'), at)).toEqual({
      kind: 'invalid',
      field: 'CallUUID',
      message: 'CallUUID is missing',
    })
  })
})
