import { describe, expect, it } from 'vitest'
import { type DialEvent, type DialScript, planDial } from './dial-plan.ts'

const plan = (script: Partial<DialScript>) =>
  planDial({
    legs: [{ outcome: 'answer' }],
    ringTimeoutSeconds: 30,
    timeLimitSeconds: 14_400,
    confirm: null,
    callerHangup: null,
    callEndsAfterSeconds: Number.POSITIVE_INFINITY,
    ...script,
  })

/** An event as `seconds leg what`, e.g. `4 A answers` or `24 A ends 4000 Callee`. */
function line(event: DialEvent): string {
  if (event.type === 'call_ends') return `${event.atSeconds} ${event.by} ends the call`
  const leg = `${event.atSeconds} ${'ABC'[event.leg]} ${event.type}`
  if (event.type === 'presses') return `${leg} ${event.key}`
  return event.type === 'ends' ? `${leg} ${event.hangup.code} ${event.hangup.source}` : leg
}

interface Case {
  title: string
  script: Partial<DialScript>
  events: string[]
  ends: string
}

/** The end as `DialStatus DialHangupCause DialRingStatus connected leg`. */
function end({ status, hangupCause, rang, connected }: ReturnType<typeof planDial>): string {
  return `${status} ${hangupCause} ${rang} ${connected === null ? '-' : 'ABC'[connected]}`
}

const confirm = { key: '1', timeoutSeconds: 10 }

const alone: Case[] = [
  {
    title: 'a callee who answers talks until hanging up',
    script: { legs: [{ outcome: 'answer', ringSeconds: 3, talkSeconds: 7 }] },
    events: ['0 A rings', '3 A answers', '3 A connects', '10 A ends 4000 Callee'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a busy line does not ring',
    script: { legs: [{ outcome: 'busy' }] },
    events: ['1 A ends 3010 Carrier'],
    ends: 'busy USER_BUSY false -',
  },
  {
    title: 'a phone that rings before it is busy has rung',
    script: { legs: [{ outcome: 'busy', ringSeconds: 6 }] },
    events: ['0 A rings', '6 A ends 3010 Carrier'],
    ends: 'busy USER_BUSY true -',
  },
  {
    title: 'a callee who rejects counts as busy with a cause of its own',
    script: { legs: [{ outcome: 'reject' }] },
    events: ['0 A rings', '4 A ends 3020 Callee'],
    ends: 'busy CALL_REJECTED true -',
  },
  {
    title: 'a callee who never answers rings until the dial times out',
    script: { legs: [{ outcome: 'no_answer' }] },
    events: ['0 A rings', '30 A ends 6010 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'the carrier of the callee may give up before the dial does',
    script: { legs: [{ outcome: 'no_answer', ringSeconds: 12 }] },
    events: ['0 A rings', '12 A ends 3000 Carrier'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'an unreachable callee fails without ringing',
    script: { legs: [{ outcome: 'unreachable' }] },
    events: ['1 A ends 3050 Carrier'],
    ends: 'failed UNALLOCATED_NUMBER false -',
  },
  {
    title: 'a silent carrier ends in a timeout without ringing',
    script: { legs: [{ outcome: 'timeout' }] },
    events: ['30 A ends 3070 Carrier'],
    ends: 'timeout RECOVERY_ON_TIMER_EXPIRE false -',
  },
  {
    title: 'a caller who loses patience cancels',
    script: { legs: [{ outcome: 'cancel' }] },
    events: ['0 A rings', '5 caller ends the call', '5 A ends 1000 Caller'],
    ends: 'cancel ORIGINATOR_CANCEL true -',
  },
]

const limits: Case[] = [
  {
    title: 'a callee slower than the ring timeout rings out',
    script: { legs: [{ outcome: 'answer', ringSeconds: 31 }] },
    events: ['0 A rings', '30 A ends 6010 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'an answer in the last moment counts',
    script: { legs: [{ outcome: 'answer', ringSeconds: 30, talkSeconds: 1 }] },
    events: ['0 A rings', '30 A answers', '30 A connects', '31 A ends 4000 Callee'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'the time limit cuts the talk',
    script: { legs: [{ outcome: 'answer', talkSeconds: 600 }], timeLimitSeconds: 60 },
    events: ['0 A rings', '4 A answers', '4 A connects', '64 A ends 6000 Plivo'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a caller more patient than the dial does not cancel it',
    script: { legs: [{ outcome: 'cancel', ringSeconds: 31 }] },
    events: ['0 A rings', '30 A ends 6010 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
]

const mixes: Case[] = [
  {
    title: 'the first to answer wins and the others lose the race',
    script: {
      legs: [
        { outcome: 'answer', ringSeconds: 8 },
        { outcome: 'answer', ringSeconds: 3 },
        { outcome: 'no_answer' },
      ],
    },
    events: [
      '0 A rings',
      '0 C rings',
      '0 B rings',
      '3 B answers',
      '3 B connects',
      '3 A ends 9000 Plivo',
      '3 C ends 9000 Plivo',
      '23 B ends 4000 Callee',
    ],
    ends: 'completed NORMAL_CLEARING true B',
  },
  {
    title: 'of two that answer at the same moment the first in the document wins',
    script: { legs: [{ outcome: 'answer' }, { outcome: 'answer' }] },
    events: [
      '0 B rings',
      '0 A rings',
      '4 A answers',
      '4 A connects',
      '4 B ends 9000 Plivo',
      '24 A ends 4000 Callee',
    ],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a leg that was over before the answer keeps its own end',
    script: { legs: [{ outcome: 'busy' }, { outcome: 'answer' }] },
    events: ['0 B rings', '1 A ends 3010 Carrier', '4 B answers', '4 B connects', '24 B ends 4000 Callee'],
    ends: 'completed NORMAL_CLEARING true B',
  },
  {
    title: 'a leg that would end just when another one connects has lost the race',
    script: { legs: [{ outcome: 'reject' }, { outcome: 'answer' }] },
    events: [
      '0 A rings',
      '0 B rings',
      '4 B answers',
      '4 B connects',
      '4 A ends 9000 Plivo',
      '24 B ends 4000 Callee',
    ],
    ends: 'completed NORMAL_CLEARING true B',
  },
  {
    title: 'no-answer outranks busy',
    script: { legs: [{ outcome: 'busy' }, { outcome: 'no_answer' }] },
    events: ['0 B rings', '1 A ends 3010 Carrier', '30 B ends 6010 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'busy outranks rejected',
    script: { legs: [{ outcome: 'reject' }, { outcome: 'busy' }] },
    events: ['0 A rings', '1 B ends 3010 Carrier', '4 A ends 3020 Callee'],
    ends: 'busy USER_BUSY true -',
  },
  {
    title: 'rejected outranks timeout',
    script: { legs: [{ outcome: 'timeout' }, { outcome: 'reject' }] },
    events: ['0 B rings', '4 B ends 3020 Callee', '30 A ends 3070 Carrier'],
    ends: 'busy CALL_REJECTED true -',
  },
  {
    title: 'timeout outranks failed',
    script: { legs: [{ outcome: 'unreachable' }, { outcome: 'timeout' }] },
    events: ['1 A ends 3050 Carrier', '30 B ends 3070 Carrier'],
    ends: 'timeout RECOVERY_ON_TIMER_EXPIRE false -',
  },
]

const hangups: Case[] = [
  {
    title: 'a caller who hangs up while it rings cancels all legs that are still up',
    script: {
      legs: [{ outcome: 'no_answer' }, { outcome: 'busy' }],
      callerHangup: { while: 'ringing', afterSeconds: 6 },
    },
    events: ['0 A rings', '1 B ends 3010 Carrier', '6 caller ends the call', '6 A ends 1000 Caller'],
    ends: 'cancel ORIGINATOR_CANCEL true -',
  },
  {
    title: 'a caller cancels a dial that never rang',
    script: { legs: [{ outcome: 'timeout' }], callerHangup: { while: 'ringing', afterSeconds: 6 } },
    events: ['6 caller ends the call', '6 A ends 1000 Caller'],
    ends: 'cancel ORIGINATOR_CANCEL false -',
  },
  {
    title: 'a caller who would hang up while it rings stays when somebody answers before',
    script: { callerHangup: { while: 'ringing', afterSeconds: 4 } },
    events: ['0 A rings', '4 A answers', '4 A connects', '24 A ends 4000 Callee'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a caller hangs up while talking',
    script: { callerHangup: { while: 'talking', afterSeconds: 9 } },
    events: ['0 A rings', '4 A answers', '4 A connects', '13 caller ends the call', '13 A ends 4000 Caller'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a caller who would hang up while talking waits for somebody to talk to',
    script: { legs: [{ outcome: 'busy' }], callerHangup: { while: 'talking', afterSeconds: 0 } },
    events: ['1 A ends 3010 Carrier'],
    ends: 'busy USER_BUSY false -',
  },
  {
    title: 'seconds alone hang up while it rings when nobody has answered by then',
    script: { callerHangup: { while: 'either', afterSeconds: 2 } },
    events: ['0 A rings', '2 caller ends the call', '2 A ends 1000 Caller'],
    ends: 'cancel ORIGINATOR_CANCEL true -',
  },
  {
    title: 'seconds alone hang up in the talk when somebody has',
    script: { callerHangup: { while: 'either', afterSeconds: 9 } },
    events: ['0 A rings', '4 A answers', '4 A connects', '9 caller ends the call', '9 A ends 4000 Caller'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a schedule ends the talk with the call',
    script: { callEndsAfterSeconds: 10 },
    events: ['0 A rings', '4 A answers', '4 A connects', '10 schedule ends the call', '10 A ends 6000 Plivo'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a schedule ends the ringing with the call',
    script: { callEndsAfterSeconds: 3 },
    events: ['0 A rings', '3 schedule ends the call', '3 A ends 6000 Plivo'],
    ends: 'cancel ORIGINATOR_CANCEL true -',
  },
]

const screening: Case[] = [
  {
    title: 'the right key connects',
    script: { confirm, legs: [{ outcome: 'answer', pressAfterSeconds: 5 }] },
    events: ['0 A rings', '4 A answers', '9 A presses 1', '9 A connects', '29 A ends 4000 Callee'],
    ends: 'completed NORMAL_CLEARING true A',
  },
  {
    title: 'a wrong key fails the challenge',
    script: { confirm, legs: [{ outcome: 'answer', pressKey: '2' }] },
    events: ['0 A rings', '4 A answers', '6 A presses 2', '6 A ends 9110 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'no key fails it when the time is up',
    script: { confirm, legs: [{ outcome: 'answer', pressKey: null }] },
    events: ['0 A rings', '4 A answers', '14 A ends 9110 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'a key pressed too late is no key',
    script: { confirm, legs: [{ outcome: 'answer', pressAfterSeconds: 11 }] },
    events: ['0 A rings', '4 A answers', '14 A ends 9110 Plivo'],
    ends: 'no-answer NO_ANSWER true -',
  },
  {
    title: 'the first to press wins over the first to answer',
    script: {
      confirm,
      legs: [
        { outcome: 'answer', ringSeconds: 2, pressAfterSeconds: 8 },
        { outcome: 'answer', ringSeconds: 5, pressAfterSeconds: 1 },
      ],
    },
    events: [
      '0 A rings',
      '0 B rings',
      '2 A answers',
      '5 B answers',
      '6 B presses 1',
      '6 B connects',
      '6 A ends 9000 Plivo',
      '26 B ends 4000 Callee',
    ],
    ends: 'completed NORMAL_CLEARING true B',
  },
  {
    title: 'for the caller it rings until the key is pressed',
    script: { confirm, callerHangup: { while: 'ringing', afterSeconds: 5 } },
    events: ['0 A rings', '4 A answers', '5 caller ends the call', '5 A ends 1000 Caller'],
    ends: 'cancel ORIGINATOR_CANCEL true -',
  },
  {
    title: 'the ring timeout does not cut a callee who is being asked',
    script: { confirm, ringTimeoutSeconds: 5, legs: [{ outcome: 'answer' }, { outcome: 'no_answer' }] },
    events: [
      '0 B rings',
      '0 A rings',
      '4 A answers',
      '5 B ends 6010 Plivo',
      '6 A presses 1',
      '6 A connects',
      '26 A ends 4000 Callee',
    ],
    ends: 'completed NORMAL_CLEARING true A',
  },
]

describe.each([
  ['one callee', alone],
  ['limits', limits],
  ['several callees', mixes],
  ['hang-ups', hangups],
  ['screening', screening],
])('planDial: %s', (_, cases) => {
  it.each(cases)('$title', ({ script, events, ends }) => {
    const planned = plan(script)
    expect(planned.events.map(line)).toEqual(events)
    expect(end(planned)).toBe(ends)
  })
})

describe('planDial', () => {
  it.each([
    ['the caller', { callerHangup: { while: 'ringing', afterSeconds: 1 } as const }, 'caller'],
    ['the caller in the talk', { callerHangup: { while: 'talking', afterSeconds: 1 } as const }, 'caller'],
    ['the schedule', { callEndsAfterSeconds: 1 }, 'schedule'],
    ['the callee, who only leaves the dial', {}, null],
    ['the time limit, which only ends the dial', { timeLimitSeconds: 1 }, null],
  ])('tells that the call is ended by %s', (_, script, endsCall) => {
    expect(plan(script).endsCall).toBe(endsCall)
  })
})
