import type { Event } from '@phloem/flow'
import { expect, it } from 'vitest'
import { eventTitle } from './event-words.ts'
import { namesIn } from './names.ts'

const leg = { at: 0, step: 1, legUUID: 'b', to: '+12025550101', fields: {} }

const cases: [Event, string][] = [
  [{ type: 'leg_answered', ...leg }, '+12025550101 answered'],
  [{ type: 'leg_connected', ...leg }, '+12025550101 and the caller can hear each other'],
  [{ type: 'leg_ended', ...leg, hangupCause: 'LOSE_RACE' }, 'The leg to +12025550101 ended (LOSE_RACE)'],
  [{ type: 'leg_ended', ...leg, hangupCause: '' }, 'The leg to +12025550101 ended'],
  [
    { type: 'dial_ended', at: 0, step: 1, result: 'cancelled', rang: null, hangupCause: '', fields: {} },
    'The dial ended: cancelled',
  ],
  [{ type: 'dial_end_missed', at: 0, step: 1 }, 'Plivo never reported the end of the dial'],
  [
    { type: 'http_answered', at: 0, step: 1, status: 204, contentType: '', body: '', error: null },
    'The request got status 204',
  ],
  [
    { type: 'http_answered', at: 0, step: 1, status: null, contentType: '', body: '', error: 'timed out' },
    'The request got no answer (timed out)',
  ],
  [
    { type: 'hung_up', at: 0, callStatus: 'completed', hangupCause: 'NORMAL_CLEARING', fields: {} },
    'The call was hung up (NORMAL_CLEARING)',
  ],
  [
    { type: 'hung_up', at: 0, callStatus: '', hangupCause: '', fields: {}, isPresumed: true },
    'Plivo went silent; the call was taken for over',
  ],
  [{ type: 'run_requested', at: 0, params: {} }, 'A program asked for a run of the flow'],
]

it.each(cases)('tells %j', (event, title) => {
  expect(eventTitle(event, [], namesIn(undefined, 'plivo'))).toBe(title)
})
