import { describe, expect, it } from 'vitest'
import { readDialEvent } from './dial-event.ts'
import { readPairs } from './params.ts'

const at = 1_767_607_872_131
const read = (raw: string) => readDialEvent(readPairs(raw), 2, at)

describe('readDialEvent', () => {
  it('reads a callee’s answer', () => {
    const raw =
      'Event=DialAnswer&DialAction=answer&DialBLegStatus=answer&DialBLegUUID=b-1&DialBLegTo=12025550101'
    expect(read(raw)).toEqual({
      type: 'leg_answered',
      at,
      step: 2,
      legUUID: 'b-1',
      to: '+12025550101',
      fields: {
        Event: 'DialAnswer',
        DialAction: 'answer',
        DialBLegStatus: 'answer',
        DialBLegUUID: 'b-1',
        DialBLegTo: '12025550101',
      },
    })
  })

  it.each([
    ['DialAction=answer', 'leg_answered'],
    ['DialAction=connected', 'leg_connected'],
    ['DialAction=hangup', 'leg_ended'],
    ['Event=DialAnswer', 'leg_answered'],
    ['Event=DialConnected', 'leg_connected'],
    ['Event=DialHangup', 'leg_ended'],
    ['DialBLegStatus=answer', 'leg_answered'],
    ['DialBLegStatus=connected', 'leg_connected'],
    ['DialBLegStatus=hangup', 'leg_ended'],
    ['Event=Redirect&DialBLegStatus=hangup', 'leg_ended'],
    ['DialAction=&Event=DialHangup', 'leg_ended'],
    ['DialAction=connected&Event=DialAnswer&DialBLegStatus=answer', 'leg_connected'],
  ])('reads %s as %s', (raw, type) => {
    expect(read(raw)).toMatchObject({ type, legUUID: '', to: '' })
  })

  it.each([
    'DialAction=digits&DialDigitsMatch=1&DialBLegStatus=answer',
    'Event=DialDigits&DialBLegStatus=answer',
    'DialAction=transferred',
    'DialBLegUUID=b-1',
    '',
  ])('passes over %j', (raw) => {
    expect(read(raw)).toBeNull()
  })

  it.each([
    ['DialBLegHangupCauseName=Busy+Line&DialBLegHangupCause=USER_BUSY', 'Busy Line'],
    ['DialBLegHangupCause=USER_BUSY', 'USER_BUSY'],
    ['DialBLegHangupCauseName=&DialBLegHangupCause=USER_BUSY', 'USER_BUSY'],
    ['', ''],
  ])('reads why a leg ended from %j', (raw, hangupCause) => {
    expect(read(`DialAction=hangup&${raw}`)).toMatchObject({ hangupCause })
  })
})
