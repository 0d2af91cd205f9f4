import { describe, expect, it } from 'vitest'
import { readAnswer } from './answer.ts'
import { CALL_STATUSES } from './call-status.ts'
import { type Params, readPairs } from './params.ts'

const at = 1_767_607_872_131
const callUUID = '7c0f2b9e-1d5a-4a53-9e0a-51c6e8f1a001'

const request = (changes: Record<string, string | undefined> = {}): Params =>
  Object.entries({
    CallUUID: callUUID,
    CallStatus: 'ringing',
    Direction: 'inbound',
    Event: 'StartApp',
    From: '14155550100',
    To: '14155550199',
    ...changes,
  }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))

const callOf = (changes: Record<string, string | undefined>) => {
  const answer = readAnswer(request(changes), at)
  if (answer.kind !== 'call_started') throw new Error(`read as ${answer.kind}`)
  return answer.event.call
}

describe('readAnswer', () => {
  it('starts a call, with its numbers in E.164 and its parameters verbatim', () => {
    expect(readAnswer(request({ CallerName: 'Ada' }), at)).toEqual({
      kind: 'call_started',
      event: {
        type: 'call_started',
        at,
        call: {
          uuid: callUUID,
          from: '+14155550100',
          to: '+14155550199',
          direction: 'inbound',
          callerName: 'Ada',
          fields: {
            CallUUID: callUUID,
            CallStatus: 'ringing',
            Direction: 'inbound',
            Event: 'StartApp',
            From: '14155550100',
            To: '14155550199',
            CallerName: 'Ada',
          },
        },
      },
    })
  })

  it('reads a GET request from its query, ours and Plivo’s in one', () => {
    const query = `CallStatus=ringing&CallUUID=${callUUID}&From=%2B14155550100&To=14155550199&run=r-9`
    expect(readAnswer(readPairs(query), at)).toMatchObject({
      kind: 'call_started',
      event: { call: { from: '+14155550100', direction: 'inbound', callerName: '', fields: { run: 'r-9' } } },
    })
  })

  it('starts an outbound call when the callee has answered', () => {
    expect(callOf({ CallStatus: 'in-progress', Direction: 'outbound' }).direction).toBe('outbound')
  })

  it.each(['anonymous', 'sip:alice@phone.plivo.com'])('leaves the caller %s as it is', (From) => {
    expect(callOf({ From }).from).toBe(From)
  })

  it.each([
    ['ringing', 'call_started'],
    ['in-progress', 'call_started'],
    ['completed', 'hung_up'],
    ['busy', 'hung_up'],
    ['no-answer', 'hung_up'],
    ['cancel', 'hung_up'],
    ['timeout', 'hung_up'],
    ['failed', 'hung_up'],
    ['a-status-of-tomorrow', 'call_started'],
    [undefined, 'call_started'],
  ])('takes CallStatus %s for %s', (CallStatus, kind) => {
    expect(readAnswer(request({ CallStatus }), at).kind).toBe(kind)
  })

  it('takes Event=Hangup for a hang-up whatever the status', () => {
    expect(readAnswer(request({ Event: 'Hangup' }), at)).toMatchObject({
      kind: 'hung_up',
      callUUID,
      event: { type: 'hung_up', at, callStatus: 'ringing' },
    })
  })

  it('asks neither From nor To of a hang-up', () => {
    expect(readAnswer(request({ Event: 'Hangup', From: undefined, To: undefined }), at).kind).toBe('hung_up')
  })

  it.each(['', undefined])('takes a caller who withholds the number (From is %s)', (From) => {
    expect(callOf({ From }).from).toBe('')
  })

  it.each(['CallUUID', 'To'])('refuses a request without %s', (field) => {
    const refusal = { kind: 'invalid', field, message: `${field} is missing` }
    expect(readAnswer(request({ [field]: undefined }), at)).toEqual(refusal)
    expect(readAnswer(request({ [field]: '' }), at)).toEqual(refusal)
  })

  it.each(['From', 'To'])('refuses a %s that is too long', (field) => {
    expect(readAnswer(request({ [field]: 'x'.repeat(2001) }), at)).toMatchObject({ kind: 'invalid', field })
  })

  it.each(['../admin', 'a b', 'a/b', 'a\n', 'é', 'x'.repeat(129)])('refuses the CallUUID %j', (CallUUID) => {
    expect(readAnswer(request({ CallUUID }), at)).toMatchObject({ kind: 'invalid', field: 'CallUUID' })
    expect(readAnswer(request({ CallUUID, Event: 'Hangup' }), at)).toMatchObject({ kind: 'invalid' })
  })

  it.each(['x'.repeat(128), 'a.b:c_d-E9'])('takes the CallUUID %s', (CallUUID) => {
    expect(callOf({ CallUUID }).uuid).toBe(CallUUID)
  })
})

describe('CALL_STATUSES', () => {
  it('is the union of what Plivo’s pages name', () => {
    expect([...CALL_STATUSES].sort()).toEqual([
      'busy',
      'cancel',
      'completed',
      'failed',
      'in-progress',
      'no-answer',
      'ringing',
      'timeout',
    ])
  })
})
