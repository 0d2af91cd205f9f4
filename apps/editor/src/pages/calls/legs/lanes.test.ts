import type { Emitted, Event } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { CallEvent } from '../../../api/types.ts'
import { waterfallOf } from './lanes.ts'

const START = Date.UTC(2026, 0, 5, 10)
const at = (seconds: number) => new Date(START + seconds * 1000).toISOString()

const dial = (step: number, recipients: string[]): Emitted => ({
  type: 'dial',
  nodeId: 'forward',
  step,
  recipients,
  callerId: '',
  callerName: '',
  ringTimeoutSeconds: 30,
  timeLimitSeconds: 14_400,
  confirm: null,
  record: false,
})

const leg = (type: 'leg_answered' | 'leg_connected' | 'leg_ended', to: string, hangupCause = ''): Event =>
  ({ type, at: 0, step: 1, legUUID: to, to, hangupCause, fields: {} }) as Event
const ended = (result: 'completed' | 'busy', rang: boolean, step = 1): Event => ({
  type: 'dial_ended',
  at: 0,
  step,
  result,
  rang,
  hangupCause: result === 'busy' ? 'USER_BUSY' : 'NORMAL_CLEARING',
  fields: { DialStatus: result },
})
const begun = { type: 'call_started' } as Event
const hungUp: Event = {
  type: 'hung_up',
  at: 0,
  callStatus: 'completed',
  hangupCause: 'NORMAL_CLEARING',
  fields: {},
}

function call(
  events: [seconds: number, event: Event, ...effects: Emitted[]][],
  endedAt: string | null = null,
) {
  const stored = events.map(
    ([seconds, event, ...effects], index): CallEvent => ({
      seq: index + 1,
      at: at(seconds),
      event,
      effects,
      trace: [],
    }),
  )
  return { from: '+1415', startedAt: at(0), endedAt, events: stored }
}
const inWords = (events: Parameters<typeof call>[0], endedAt: string | null = null) =>
  waterfallOf(call(events, endedAt), START + 60_000).lanes.map(
    ({ leg, who, words }) => `${leg} ${who}: ${words}`,
  )

describe('waterfallOf', () => {
  it('has a lane for the caller and one for each phone that rings at once', () => {
    const { lanes, lengthMs } = waterfallOf(
      call(
        [
          [0, begun, dial(1, ['+1', '+2'])],
          [4, leg('leg_answered', '+1')],
          [4, leg('leg_connected', '+1')],
          [4.1, leg('leg_ended', '+2', 'LOSE_RACE')],
          [24, leg('leg_ended', '+1', 'NORMAL_CLEARING')],
          [24, ended('completed', true)],
          [24.5, hungUp],
        ],
        at(24.5),
      ),
      START,
    )
    expect(lengthMs).toBe(24_500)
    expect(lanes.map(({ leg, who, words }) => `${leg} ${who}: ${words}`)).toEqual([
      'A +1415: On the line for 25 s, hung up: NORMAL_CLEARING',
      'B +1: Rang for 4.0 s, talked for 20 s, ended: NORMAL_CLEARING',
      'B +2: Rang for 4.1 s, ended: LOSE_RACE',
    ])
    expect(lanes[1]?.spans).toEqual([
      { kind: 'ringing', from: 0, to: 4000 },
      { kind: 'talking', from: 4000, to: 24_000 },
    ])
    expect(lanes[1]?.marks).toEqual([
      { kind: 'ring', at: 0 },
      { kind: 'answer', at: 4000 },
      { kind: 'hang_up', at: 24_000 },
    ])
    expect(lanes[0]?.spans).toContainEqual({ kind: 'talking', from: 4000, to: 24_000 })
  })

  it('has a lane per dial, one after the other, where they are tried in sequence', () => {
    const { lanes } = waterfallOf(
      call([
        [0, begun, dial(1, ['+1'])],
        [3, ended('busy', false), dial(2, ['+2'])],
      ]),
      START + 10_000,
    )
    expect(lanes.map(({ spans }) => spans[0])).toEqual([
      { kind: 'line', from: 0, to: 10_000 },
      { kind: 'dialling', from: 0, to: 3000 },
      { kind: 'ringing', from: 3000, to: 10_000 },
    ])
  })

  it('says what was never reported of a leg by how the dial ended', () => {
    expect(
      inWords(
        [
          [0, begun, dial(1, ['+1'])],
          [3, ended('busy', false)],
          [3.2, hungUp],
        ],
        at(3.2),
      )[1],
    ).toBe('B +1: Tried for 3.0 s, the dial ended: busy (USER_BUSY)')
  })

  it('grows while the call goes on', () => {
    expect(inWords([[0, begun, dial(1, ['+1'])]])).toEqual([
      'A +1415: On the line for 1 min so far',
      'B +1: Rang for 1 min, still going on',
    ])
  })

  it('tells an answer that led nowhere, as under screening', () => {
    expect(
      inWords([
        [0, begun, dial(1, ['+1'])],
        [2, leg('leg_answered', '+1')],
        [9, leg('leg_ended', '+1', 'REJECTED')],
      ])[1],
    ).toBe('B +1: Rang for 2.0 s, answered, but was not connected, ended: REJECTED')
  })
})
