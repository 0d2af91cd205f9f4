import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { type Call, type CallChange, StaleCallError } from '../port.ts'
import {
  allOf,
  hungUp,
  liveCall,
  newCall,
  newDelivery,
  nextEvent,
  ODD_TEXTS,
  session,
  timer,
  webhook,
} from './samples.ts'

export function callChangeContract(subject: Subject) {
  describe("a call's change", () => {
    it('is kept whole, also over a restart', async () => {
      const change = newCall('one', {}, everythingOf('one'))
      await subject.store.calls.commit(change)
      const kept = await allOf(subject.store, 'one')
      expect(kept).toEqual({
        call: change.call,
        events: [change.event],
        webhooks: [change.webhook],
        deliveries: [
          {
            ...change.deliveries[0],
            state: 'pending',
            tries: 0,
            attempts: [],
            nextAttemptAt: change.deliveries[0]?.createdAt,
            endedAt: null,
          },
        ],
        timers: change.timers,
      })
      await subject.reopen()
      expect(await allOf(subject.store, 'one')).toEqual(kept)
    })

    it('of a call that is known replaces it and adds to its events', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one'))
      const ended = nextEvent(
        liveCall('one', { status: 'ended', state: 'completed', endedAt: 5_000, session: null }),
      )
      await calls.commit(ended)
      expect(await calls.find('one')).toEqual(ended.call)
      expect(await calls.events('one')).toEqual([hungUp('one', 1), hungUp('one', 2)])
    })

    it('without an event leaves the seq where it was', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one'))
      const moved = { ...nextEvent(liveCall('one')), call: liveCall('one', { problem: 'Late' }), event: null }
      await calls.commit(moved)
      expect(await calls.find('one')).toEqual(moved.call)
      expect(await calls.events('one')).toHaveLength(1)
      await expect(calls.commit(nextEvent(moved.call))).resolves.toBeUndefined()
    })

    it('begins a call that has no events yet', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one', { seq: 0 }, { event: null }))
      expect(await calls.find('one')).toMatchObject({ seq: 0 })
      expect(await calls.events('one')).toEqual([])
    })

    it('is not known before it is kept', async () => {
      const nothing = { call: null, events: [], webhooks: [], deliveries: [], timers: [] }
      expect(await allOf(subject.store, 'one')).toEqual(nothing)
    })

    it.each<{ title: string; change: CallChange }>([
      { title: 'begins a call that is known', change: newCall('one', {}, everythingOf('other')) },
      {
        title: 'rests on an older reading',
        change: nextEvent(liveCall('one', { seq: 0 }), everythingOf('other')),
      },
      {
        title: 'rests on a later reading',
        change: nextEvent(liveCall('one', { seq: 2 }), everythingOf('other')),
      },
      {
        title: 'has no event and rests on an older reading',
        change: { ...newCall('one', { seq: 0 }, everythingOf('other')), isNew: false, event: null },
      },
      {
        title: 'moves a call that is not known',
        change: nextEvent(liveCall('three'), everythingOf('other')),
      },
      {
        title: 'answers a webhook that has come before',
        change: nextEvent(liveCall('one'), { ...everythingOf('other'), webhook: webhook('one', 'again') }),
      },
    ])('that $title is stale, and nothing of it is kept', async ({ change }) => {
      const { calls } = subject.store
      await calls.commit(newCall('one', {}, everythingOf('one')))
      await calls.commit(newCall('other'))
      const before = [await allOf(subject.store, 'one'), await allOf(subject.store, 'other')]
      await expect(calls.commit({ ...change, firedTimer: timer('one', 1, 9_000) })).rejects.toThrow(
        StaleCallError,
      )
      expect([await allOf(subject.store, 'one'), await allOf(subject.store, 'other')]).toEqual(before)
      expect(await calls.find('three')).toBeNull()
    })

    it('that fails in its last part keeps nothing, on disk either', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one', {}, everythingOf('one')))
      const before = await allOf(subject.store, 'one')
      const takenId = nextEvent(liveCall('one'), {
        ...everythingOf('one', 'two'),
        deliveries: [newDelivery('one', 'd-one')],
      })
      await expect(calls.commit(takenId)).rejects.toThrow()
      await subject.reopen()
      expect(await allOf(subject.store, 'one')).toEqual(before)
    })

    it('loses to another one made from the same reading', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one'))
      const changes = ['First', 'Second'].map((problem) => nextEvent(liveCall('one', { problem })))
      const outcomes = await Promise.allSettled(changes.map((change) => calls.commit(change)))
      const kept = changes[outcomes.findIndex(({ status }) => status === 'fulfilled')]
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      expect(await calls.find('one')).toEqual(kept?.call)
    })

    it('that fails leaves the writes beside it alone', async () => {
      const { calls, numbers } = subject.store
      await calls.commit(newCall('known'))
      const names = Array.from({ length: 20 }, (_, index) => (index === 7 ? 'known' : `call-${index}`))
      const outcomes = await Promise.allSettled([
        ...names.map((callUUID) => calls.commit(newCall(callUUID))),
        numbers.put({
          number: '+12025550199',
          alias: '',
          source: 'manual',
          flowId: null,
          fallbackNumber: null,
        }),
      ])
      expect(outcomes.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([7])
      await subject.reopen()
      const { calls: listed } = await subject.store.calls.list({ limit: 100 })
      expect(listed.map(({ callUUID }) => callUUID).sort()).toEqual([...names].sort())
      expect(await subject.store.numbers.list()).toHaveLength(1)
    })

    it('returns its events in order', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one'))
      for (let seq = 1; seq < 12; seq++) await calls.commit(nextEvent(liveCall('one', { seq })))
      expect((await calls.events('one')).map(({ seq }) => seq)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
      ])
    })

    it.each(ODD_TEXTS)('returns %s as it was given, in keys too', async (_, text) => {
      const callUUID = `call ${text}`
      const change = newCall(
        callUUID,
        { from: text, callerName: text, flowId: text, state: text, problem: text },
        {
          webhook: webhook(callUUID, 'w', { key: text, url: text, params: [[text, text]] }),
          deliveries: [newDelivery(callUUID, text, { nodeName: text, destination: text })],
          timers: [timer(callUUID, 1, 9_000)],
        },
      )
      await subject.store.calls.commit(change)
      await subject.reopen()
      const { calls, deliveries } = subject.store
      expect(await calls.find(callUUID)).toEqual(change.call)
      expect(await calls.webhook(callUUID, text)).toEqual(change.webhook)
      expect(await calls.timers()).toEqual(change.timers)
      expect(await deliveries.due(text, 1)).toEqual([{ id: text, destination: text, nextAttemptAt: 1_000 }])
      expect(await deliveries.find(text)).toMatchObject({ id: text, nodeName: text })
      expect(
        (await calls.list({ limit: 1, flowId: text, from: text, state: text, text })).calls,
      ).toHaveLength(1)
    })

    it('keeps keys apart that differ in a NUL or a lone surrogate only', async () => {
      const { calls } = subject.store
      const names = ['x', 'x\0', 'x\0y', 'x\ud800', 'x\ud801', 'x\\ud801', 'x\ufffd']
      await Promise.all(names.map((name) => calls.commit(newCall(name))))
      for (const name of names) expect(await calls.find(name)).toMatchObject({ callUUID: name })
    })
  })

  describe('silent calls', () => {
    it('are the live ones whose quiet time is over, the longest silent first', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('soon', { quietUntil: 5_000 }))
      await calls.commit(newCall('long ago', { quietUntil: 2_000 }))
      await calls.commit(newCall('later', { quietUntil: 9_000 }))
      await calls.commit(newCall('over', { status: 'ended', quietUntil: null }))
      await subject.reopen()
      const silent = async (now: number, limit = 10) =>
        (await subject.store.calls.silent(now, limit)).map(({ callUUID }) => callUUID)
      expect(await silent(1_999)).toEqual([])
      expect(await silent(5_000)).toEqual(['long ago', 'soon'])
      expect(await silent(5_000, 1)).toEqual(['long ago'])
      const longAgo = (await subject.store.calls.find('long ago')) as Call
      await subject.store.calls.commit(nextEvent({ ...longAgo, quietUntil: 8_000 }))
      expect(await silent(5_000)).toEqual(['soon'])
    })
  })

  describe('unfinished calls', () => {
    it.each([
      { status: 'live', flow: 'running', isUnfinished: true },
      { status: 'live', flow: 'ended', isUnfinished: true },
      { status: 'live', flow: null, isUnfinished: true },
      { status: 'ended', flow: 'running', isUnfinished: true },
      { status: 'ended', flow: 'ended', isUnfinished: false },
      { status: 'ended', flow: 'failed', isUnfinished: false },
      { status: 'ended', flow: null, isUnfinished: false },
    ] as const)(
      'hold a call that is $status with a flow $flow: $isUnfinished',
      async ({ status, flow, isUnfinished }) => {
        const change = newCall('one', { status, session: flow && session(flow, 'one') })
        await subject.store.calls.commit(change)
        expect(await subject.store.calls.unfinished()).toEqual(isUnfinished ? [change.call] : [])
      },
    )

    it('lose a call once it is over', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one'))
      await calls.commit(nextEvent(liveCall('one', { status: 'ended', session: session('ended', 'one') })))
      expect(await calls.unfinished()).toEqual([])
    })
  })

  describe('timers', () => {
    it('are all returned, the earliest first', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one', {}, { timers: [timer('one', 1, 9_000), timer('one', 2, 7_000)] }))
      await calls.commit(newCall('two', {}, { timers: [timer('two', 1, 8_000)] }))
      expect(await calls.timers()).toEqual([
        timer('one', 2, 7_000),
        timer('two', 1, 8_000),
        timer('one', 1, 9_000),
      ])
    })

    it('are replaced by a newer one of their step', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one', {}, { timers: [timer('one', 1, 9_000)] }))
      await calls.commit(nextEvent(liveCall('one'), { timers: [timer('one', 1, 9_500)] }))
      expect(await calls.timers()).toEqual([timer('one', 1, 9_500)])
    })

    it('are gone once they have fired, the others stay', async () => {
      const { calls } = subject.store
      await calls.commit(newCall('one', {}, { timers: [timer('one', 1, 9_000), timer('one', 2, 9_100)] }))
      await calls.commit(nextEvent(liveCall('one'), { firedTimer: timer('one', 1, 9_000) }))
      expect(await calls.timers()).toEqual([timer('one', 2, 9_100)])
    })

    it('stay when one of the same step is set as it fires', async () => {
      const { calls } = subject.store
      const fired = timer('one', 1, 9_000)
      const again = timer('one', 1, 9_500)
      await calls.commit(newCall('one', {}, { timers: [fired] }))
      await calls.commit(nextEvent(liveCall('one'), { firedTimer: fired, timers: [again] }))
      expect(await calls.timers()).toEqual([again])
    })
  })
}

const everythingOf = (callUUID: string, id = callUUID): Partial<CallChange> => ({
  webhook: webhook(callUUID, `w-${id}`, { key: id === callUUID ? 'answer' : id }),
  deliveries: [newDelivery(callUUID, `d-${id}`)],
  timers: [timer(callUUID, 1, 9_000)],
})
