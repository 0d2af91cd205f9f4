import type { DialResult } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { exitFor } from './exits.ts'

const results: DialResult[] = ['completed', 'cancelled', 'busy', 'no_answer', 'timeout', 'failed', 'unknown']
const causes = ['', 'NORMAL_CLEARING', 'USER_BUSY', 'CALL_REJECTED', 'NO_ANSWER', 'ORIGINATOR_CANCEL']

describe('the exit of a dial', () => {
  it.each([
    { result: 'completed', rang: true, hangupCause: 'NORMAL_CLEARING', exit: 'completed' },
    { result: 'completed', rang: true, hangupCause: 'USER_BUSY', exit: 'completed' },
    { result: 'cancelled', rang: true, hangupCause: 'ORIGINATOR_CANCEL', exit: 'no_answer' },
    { result: 'cancelled', rang: true, hangupCause: 'CALL_REJECTED', exit: 'no_answer' },
    { result: 'busy', rang: false, hangupCause: '', exit: 'busy_rejected' },
    { result: 'no_answer', rang: true, hangupCause: 'NO_ANSWER', exit: 'no_answer' },
    { result: 'no_answer', rang: true, hangupCause: 'CALL_REJECTED', exit: 'busy_rejected' },
    { result: 'timeout', rang: true, hangupCause: '', exit: 'no_answer' },
    { result: 'timeout', rang: null, hangupCause: '', exit: 'no_answer' },
    { result: 'timeout', rang: false, hangupCause: '', exit: 'failed' },
    { result: 'timeout', rang: false, hangupCause: 'USER_BUSY', exit: 'busy_rejected' },
    { result: 'failed', rang: false, hangupCause: 'UNALLOCATED_NUMBER', exit: 'failed' },
    { result: 'failed', rang: true, hangupCause: 'CALL_REJECTED', exit: 'busy_rejected' },
    { result: 'unknown', rang: null, hangupCause: '', exit: 'failed' },
    { result: 'unknown', rang: null, hangupCause: 'USER_BUSY', exit: 'busy_rejected' },
  ] as const)('is $exit for $result, rang $rang, cause "$hangupCause"', ({ exit, ...outcome }) => {
    expect(exitFor(outcome)).toBe(exit)
  })

  it('is one of the four for every combination of result, ringing and cause', () => {
    const exits = results.flatMap((result) =>
      [true, false, null].flatMap((rang) =>
        causes.map((hangupCause) => exitFor({ result, rang, hangupCause })),
      ),
    )
    expect(exits).toHaveLength(results.length * 3 * causes.length)
    expect(new Set(exits)).toEqual(new Set(['completed', 'no_answer', 'busy_rejected', 'failed']))
  })
})
