import type { Emitted, Event } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { CallDetail } from '../../api/types.ts'
import { scriptOfCall } from './script-of-call.ts'

const dial = (step: number, nodeId = 'forward') => ({ type: 'dial', nodeId, step }) as Emitted
const asks = (step: number) => ({ type: 'request', purpose: 'awaited', nodeId: 'ask', step }) as Emitted
const begun = { type: 'call_started', at: 0 } as Event
const ended = (at: number, step: number, result: string, hangupCause = ''): Event =>
  ({ type: 'dial_ended', at, step, result, rang: true, hangupCause, fields: {} }) as Event
const answered = (at: number, step: number, status: number | null): Event => ({
  type: 'http_answered',
  at,
  step,
  status,
  contentType: 'text/plain',
  body: 'hello',
  error: status === null ? 'connection refused' : null,
})

const outcomesOf = (...events: [event: Event, ...effects: Emitted[]][]) =>
  scriptOfCall({
    from: '+1415',
    to: '+1202',
    callerName: 'Ann',
    events: events.map(([event, ...effects]) => ({ event, effects })) as CallDetail['events'],
  }).outcomes

describe('the script of a call', () => {
  it('has who called whom', () => {
    const { call } = scriptOfCall({ from: '+1415', to: '+1202', callerName: 'Ann', events: [] })
    expect(call).toEqual({ from: '+1415', to: '+1202', callerName: 'Ann' })
  })

  it('has for how long it rang and was talked', () => {
    const connected = {
      type: 'leg_connected',
      at: 4200,
      step: 1,
      legUUID: 'b',
      to: '+1',
      fields: {},
    } as Event
    expect(
      outcomesOf([begun, dial(1)], [connected], [ended(24_000, 1, 'completed', 'NORMAL_CLEARING')]),
    ).toEqual({
      forward: [{ dial: 'completed', ringSeconds: 4, talkSeconds: 20, hangupCause: 'NORMAL_CLEARING' }],
    })
  })

  it('has each visit of a node in its order', () => {
    expect(
      outcomesOf(
        [begun, dial(1)],
        [ended(3000, 1, 'busy', 'USER_BUSY'), dial(2)],
        [ended(33_000, 2, 'no_answer')],
      ),
    ).toEqual({
      forward: [
        { dial: 'busy', ringSeconds: 3, hangupCause: 'USER_BUSY' },
        { dial: 'no_answer', ringSeconds: 30 },
      ],
    })
  })

  it('has that the caller hung up while it rang', () => {
    const hungUp = { type: 'hung_up', at: 5000, callStatus: '', hangupCause: '', fields: {} } as Event
    expect(outcomesOf([begun, dial(1)], [ended(5000, 1, 'cancelled')], [hungUp])).toEqual({
      forward: [{ dial: 'cancelled', ringSeconds: 5, callerHangsUp: true }],
    })
    expect(
      outcomesOf([begun, dial(1)], [hungUp], [{ type: 'dial_end_missed', at: 10_000, step: 1 }]),
    ).toEqual({
      forward: [{ dial: 'unknown', ringSeconds: 5 }],
    })
  })

  it('has what requests were answered, and why they were not', () => {
    expect(outcomesOf([begun, asks(1)], [answered(100, 1, 404), asks(2)], [answered(200, 2, null)])).toEqual({
      ask: [{ status: 404, contentType: 'text/plain', body: 'hello' }, { error: 'connection refused' }],
    })
  })

  it('has nothing of a dial that goes on, nor of an end that belongs to no step', () => {
    expect(outcomesOf([begun, dial(1)], [ended(9, 7, 'busy')])).toEqual({})
  })
})
