import type { DialEnded, NodeContext, Outcome } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { CallForward } from './config.ts'
import { type DialMemory, enter, resume } from './step.ts'

const at = Date.UTC(2026, 0, 5, 10, 0, 0)
const context: NodeContext = { at, callUUID: 'call-1', isCallerOnLine: true, isWired: () => true }
const config: CallForward = { from: '+14155550100', to: ['+12025550101', '+12025550102'] }

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

function memoryOf(outcome: Outcome): DialMemory {
  if (outcome.kind !== 'wait' && outcome.kind !== 'stay')
    throw new Error(`expected to wait, not to ${outcome.kind}`)
  return throughJson(outcome.memory) as DialMemory
}

const dialEnded = (over: Partial<DialEnded> = {}): DialEnded => ({
  type: 'dial_ended',
  at: at + 30_000,
  step: 1,
  result: 'no_answer',
  rang: true,
  hangupCause: 'NO_ANSWER',
  fields: {
    DialStatus: 'no-answer',
    DialRingStatus: 'true',
    DialHangupCause: 'NO_ANSWER',
    DialALegUUID: 'call-1',
    DialBLegUUID: '',
  },
  ...over,
})

const leg = { legUUID: 'leg-1', to: '+12025550102', step: 1, fields: {} }

describe('call_forward, on entering', () => {
  it('dials all recipients at once, with every default made explicit', () => {
    expect(enter(config, context)).toMatchObject({
      kind: 'wait',
      effects: [
        {
          type: 'dial',
          recipients: ['+12025550101', '+12025550102'],
          callerId: '+14155550100',
          callerName: '',
          ringTimeoutSeconds: 30,
          timeLimitSeconds: 14_400,
          confirm: null,
          record: false,
        },
      ],
    })
  })

  it('dials only the first recipient in sequence', () => {
    expect(enter({ ...config, order: 'sequence' }, context)).toMatchObject({
      effects: [{ recipients: ['+12025550101'] }],
    })
  })

  it('takes several recipients from one rendered template, in any writing, each once', () => {
    const outcome = enter(
      { ...config, to: ['1 (202) 555-0101, sip:desk@example.com', '12025550101'] },
      context,
    )
    expect(outcome).toMatchObject({ effects: [{ recipients: ['+12025550101', 'sip:desk@example.com'] }] })
  })

  it('dials at most ten recipients, however many a template renders to, and says so', () => {
    const many = Array.from({ length: 40 }, (_, index) => `+120255501${String(index).padStart(2, '0')}`)
    const outcome = enter({ ...config, to: [many.join(',')] }, context)
    expect(outcome).toMatchObject({ effects: [{ recipients: many.slice(0, 10) }] })
    expect(outcome.notices).toEqual(['40 recipients are too many; only the first 10 are dialled.'])
  })

  it.each(['', 'anonymous', 'sip:bob@example.com'])(
    'leaves the caller ID to the carrier for "%s"',
    (from) => {
      const outcome = enter({ ...config, from }, context)
      expect(outcome).toMatchObject({ effects: [{ callerId: '' }] })
      expect(outcome.notices[0]).toContain('the carrier chooses the caller ID')
    },
  )

  it('leaves out what is no number and says so', () => {
    const outcome = enter({ ...config, to: ['nobody', '+12025550101'] }, context)
    expect(outcome).toMatchObject({ effects: [{ recipients: ['+12025550101'] }] })
    expect(outcome.notices).toEqual(['"nobody" is neither a phone number nor a sip: address; not dialled.'])
  })

  it('leaves by failed, with the five results set, when nobody can be dialled', () => {
    expect(enter({ ...config, to: ['nobody'] }, context)).toMatchObject({
      kind: 'leave',
      exit: 'failed',
      variables: {
        DialStatus: 'failed',
        DialRingStatus: 'false',
        DialHangupCause: '',
        DialALegUUID: 'call-1',
        DialBLegUUID: '',
      },
    })
  })
})

describe('call_forward, while it waits', () => {
  const memory = memoryOf(enter(config, context))

  it('leaves with exactly what the carrier reported', () => {
    expect(resume(config, dialEnded(), memory, context)).toMatchObject({
      kind: 'leave',
      exit: 'no_answer',
      variables: {
        DialStatus: 'no-answer',
        DialRingStatus: 'true',
        DialHangupCause: 'NO_ANSWER',
        DialALegUUID: 'call-1',
        DialBLegUUID: '',
        state: 'no_answer',
        to: '+12025550101,+12025550102',
        duration: 0,
      },
    })
  })

  it('knows who answered, when, and how long they talked', () => {
    const answered = resume(config, { type: 'leg_connected', at: at + 4_000, ...leg }, memory, context)
    const ended = dialEnded({ result: 'completed', at: at + 46_000 })
    expect(resume(config, ended, memoryOf(answered), context)).toMatchObject({
      exit: 'completed',
      variables: {
        to: '+12025550102',
        start_time: '2026-01-05T10:00:00.000Z',
        answer_time: '2026-01-05T10:00:04.000Z',
        end_time: '2026-01-05T10:00:46.000Z',
        duration: 42,
      },
    })
  })

  it('takes the length of the talk from the carrier where it says so', () => {
    const answered = resume(config, { type: 'leg_connected', at: at + 4_000, ...leg }, memory, context)
    const other = { ...leg, legUUID: 'leg-2', hangupCause: 'Lost Race', fields: { DialBLegDuration: '0' } }
    const lost = resume(config, { type: 'leg_ended', at, ...other }, memoryOf(answered), context)
    const own = { ...leg, hangupCause: 'Normal Hangup', fields: { DialBLegDuration: '61' } }
    const ended = resume(config, { type: 'leg_ended', at, ...own }, memoryOf(lost), context)
    const outcome = resume(config, dialEnded({ result: 'completed' }), memoryOf(ended), context)
    expect(outcome).toMatchObject({ exit: 'completed', variables: { duration: 61 } })
  })

  it("says on the timeline when it does not know the carrier's status", () => {
    const outcome = resume(
      config,
      dialEnded({ result: 'unknown', fields: { DialStatus: 'paused' } }),
      memory,
      context,
    )
    expect(outcome).toMatchObject({ kind: 'leave', exit: 'failed', variables: { DialStatus: 'paused' } })
    expect(outcome.notices[0]).toContain('"paused"')
  })

  it('gives the dial 5 s to report after the caller hung up', () => {
    const hungUp = {
      type: 'hung_up',
      at,
      callStatus: 'completed',
      hangupCause: 'NORMAL_CLEARING',
      fields: {},
    } as const
    expect(resume(config, hungUp, memory, context)).toMatchObject({
      kind: 'stay',
      effects: [{ type: 'schedule', event: 'dial_end_missed', afterSeconds: 5 }],
    })
  })

  it.each([
    { answered: false, exit: 'no_answer', DialStatus: 'cancel', DialBLegUUID: '' },
    { answered: true, exit: 'completed', DialStatus: 'completed', DialBLegUUID: 'leg-1' },
  ])(
    'concludes $exit when the dial never reports and answered is $answered',
    ({ answered, exit, ...fields }) => {
      const known = answered
        ? memoryOf(resume(config, { type: 'leg_answered', at: at + 4_000, ...leg }, memory, context))
        : memory
      const outcome = resume(config, { type: 'dial_end_missed', at: at + 60_000, step: 1 }, known, context)
      expect(outcome).toMatchObject({ kind: 'leave', exit, variables: { ...fields, DialALegUUID: 'call-1' } })
      expect(outcome.notices).toHaveLength(1)
    },
  )

  it('says from which hang-up it concludes: one that was reported, or one that is presumed', () => {
    const noticeAfter = (presumed: { isPresumed?: true }) => {
      const ended = { type: 'hung_up', at, callStatus: '', hangupCause: '', fields: {}, ...presumed } as const
      const known = memoryOf(resume(config, ended, memory, context))
      return resume(config, { type: 'dial_end_missed', at: at + 60_000, step: 1 }, known, context).notices[0]
    }
    expect(noticeAfter({})).toContain('concluded from the hang-up')
    expect(noticeAfter({ isPresumed: true })).toContain('neither how the dial ended nor the hang-up')
  })
})

describe('call_forward with screening', () => {
  const screened = { ...config, confirm: { prompt: 'Press 1', key: '1', timeoutSeconds: 10 } }

  it('hands the prompt and the key to the carrier', () => {
    expect(enter(screened, context)).toMatchObject({ effects: [{ confirm: screened.confirm }] })
  })

  it('has words for a prompt that rendered empty', () => {
    const silent = { ...screened, confirm: { ...screened.confirm, prompt: ' ' } }
    expect(enter(silent, context)).toMatchObject({
      effects: [{ confirm: { prompt: 'Press 1 to take this call.' } }],
    })
  })

  it('does not take an answer without the key for a talk', () => {
    const memory = memoryOf(enter(screened, context))
    const picked = memoryOf(
      resume(screened, { type: 'leg_answered', at: at + 4_000, ...leg }, memory, context),
    )
    expect(picked.answeredAt).toBeNull()
    const connected = resume(screened, { type: 'leg_connected', at: at + 9_000, ...leg }, picked, context)
    expect(memoryOf(connected).answeredAt).toBe(at + 9_000)
  })
})

describe('call_forward in sequence', () => {
  const sequence = { ...config, order: 'sequence' } as const
  const first = memoryOf(enter(sequence, context))

  it.each(['no_answer', 'busy', 'failed', 'timeout'] as const)(
    'tries the next recipient after %s',
    (result) => {
      expect(resume(sequence, dialEnded({ result }), first, context)).toMatchObject({
        kind: 'wait',
        effects: [{ type: 'dial', recipients: ['+12025550102'] }],
      })
    },
  )

  it('leaves with the outcome of the last recipient', () => {
    const second = memoryOf(resume(sequence, dialEnded(), first, context))
    const busy = dialEnded({ step: 2, result: 'busy', hangupCause: 'USER_BUSY' })
    expect(resume(sequence, busy, second, context)).toMatchObject({ kind: 'leave', exit: 'busy_rejected' })
  })

  it.each([
    { why: 'somebody answered', event: dialEnded({ result: 'completed' }), online: true, exit: 'completed' },
    {
      why: 'the caller cancelled',
      event: dialEnded({ result: 'cancelled' }),
      online: true,
      exit: 'no_answer',
    },
    { why: 'the caller is gone', event: dialEnded(), online: false, exit: 'no_answer' },
  ] as const)('tries nobody else when $why', ({ event, online, exit }) => {
    const outcome = resume(sequence, event, first, { ...context, isCallerOnLine: online })
    expect(outcome).toMatchObject({ kind: 'leave', exit })
  })
})
