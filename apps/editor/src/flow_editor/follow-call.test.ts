import type { Event } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { followCall, type LiveStep } from './follow-call.ts'

const started = (uuid: string): Event => ({
  type: 'call_started',
  at: 0,
  call: {
    uuid,
    from: `+1415555010${uuid}`,
    to: '+12025550199',
    direction: 'inbound',
    callerName: '',
    fields: {},
  },
})
const begin = (uuid: string): LiveStep => ({
  callUUID: uuid,
  event: started(uuid),
  trace: [{ type: 'left', nodeId: 'start', exit: 'incoming_call', to: 'forward', variables: {} }],
})
const go = (uuid: string): LiveStep => ({
  callUUID: uuid,
  event: { type: 'dial_ended', at: 0, step: 1, result: 'busy', rang: true, hangupCause: '', fields: {} },
  trace: [{ type: 'left', nodeId: 'forward', exit: 'failed', to: 'report', variables: {} }],
})

describe('followCall', () => {
  it('follows one call and leaves steps of others alone', () => {
    const run = [begin('1'), go('2')].reduce(followCall, null)
    expect(run?.callUUID).toBe('1')
    expect(run?.edges).toEqual({ 'start.incoming_call': [1] })
    expect(followCall(run, go('1'))?.edges).toEqual({ 'start.incoming_call': [1], 'forward.failed': [2] })
  })

  it('turns to a call that begins', () => {
    expect([begin('1'), begin('2')].reduce(followCall, null)).toMatchObject({
      callUUID: '2',
      from: '+14155550102',
    })
  })

  it('joins a call that was under way when nothing else is shown', () => {
    expect(followCall(null, go('7'))).toMatchObject({
      callUUID: '7',
      from: '',
      edges: { 'forward.failed': [1] },
    })
  })
})
