import type { Emitted } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Call, CallFilter, Store } from '../port.ts'
import { attempt, hungUp, liveCall, newCall, newDelivery, nextEvent } from './samples.ts'

const SHOWN: Record<string, Partial<Call>> = {
  a: { startedAt: 1, flowId: 'report', to: '+12025550199', from: '+12025550100', callerName: 'Ann 100%' },
  b: {
    startedAt: 2,
    flowId: 'report',
    to: '+12025550188',
    from: '+12025550100',
    state: 'completed',
    dialStatus: 'completed',
    status: 'ended',
  },
  c: { startedAt: 3, flowId: 'other', to: '+12025550199', from: '+442079460123', callerName: 'ÄNNE_"Q" \\' },
  d: {
    startedAt: 4,
    flowId: null,
    to: '+12025550177',
    from: 'sip:zoe@example.com',
    callerName: '',
    status: 'ended',
  },
}

/** Whom each of them dialled. */
const DIALLED: Record<string, string[]> = { a: ['+12025550101', 'sip:desk@example.com'], c: ['+12025550101'] }

const dial = (recipients: string[]): Emitted => ({
  type: 'dial',
  nodeId: 'forward',
  step: 1,
  recipients,
  callerId: '',
  callerName: '',
  ringTimeoutSeconds: 30,
  timeLimitSeconds: 14_400,
  confirm: null,
  record: false,
})

export function callListContract(subject: Subject) {
  describe('the list of calls', () => {
    it('is empty without calls', async () => {
      expect(await subject.store.calls.list({ limit: 10 })).toEqual({ calls: [], next: null })
    })

    it.each<{ filter: Partial<CallFilter>; shows: string[] }>([
      { filter: {}, shows: ['d', 'c', 'b', 'a'] },
      { filter: { flowId: 'report' }, shows: ['b', 'a'] },
      { filter: { flowId: 'none' }, shows: [] },
      { filter: { number: '+12025550199' }, shows: ['c', 'a'] },
      { filter: { from: '+12025550100' }, shows: ['b', 'a'] },
      { filter: { status: 'live' }, shows: ['c', 'a'] },
      { filter: { status: 'ended' }, shows: ['d', 'b'] },
      { filter: { state: 'completed' }, shows: ['b'] },
      { filter: { flowId: 'report', status: 'live' }, shows: ['a'] },
      { filter: { number: '+12025550199', from: '+442079460123', text: 'nne' }, shows: ['c'] },
      { filter: { text: '' }, shows: ['d', 'c', 'b', 'a'] },
      { filter: { text: '5550188' }, shows: ['b'] },
      { filter: { text: '+44' }, shows: ['c'] },
      { filter: { text: 'ann 1' }, shows: ['a'] },
      { filter: { text: 'änne' }, shows: ['c'] },
      { filter: { text: 'ZOE@' }, shows: ['d'] },
      { filter: { text: 'UUID-B' }, shows: ['b'] },
      { filter: { text: '%' }, shows: ['a'] },
      { filter: { text: '_' }, shows: ['c'] },
      { filter: { text: '"q"' }, shows: ['c'] },
      { filter: { text: '\\' }, shows: ['c'] },
      { filter: { text: '*' }, shows: [] },
      { filter: { text: '0100+1202' }, shows: [] },
      { filter: { dialStatus: 'completed' }, shows: ['b'] },
      { filter: { dialStatus: 'busy' }, shows: [] },
      { filter: { flowId: 'report', dialStatus: 'completed', state: 'completed' }, shows: ['b'] },
      { filter: { number: '+12025550188', state: 'completed' }, shows: ['b'] },
      { filter: { number: '+12025550188', dialStatus: 'completed', flowId: 'other' }, shows: [] },
      { filter: { flowId: 'report', state: 'completed', text: 'uuid-b' }, shows: ['b'] },
      { filter: { callee: '+12025550101' }, shows: ['c', 'a'] },
      { filter: { callee: 'sip:desk@example.com' }, shows: ['a'] },
      { filter: { callee: '+12025550101', flowId: 'other', text: 'nne' }, shows: ['c'] },
      { filter: { callee: '+1202555' }, shows: [] },
      { filter: { since: 3 }, shows: ['d', 'c'] },
      { filter: { until: 3 }, shows: ['b', 'a'] },
      { filter: { since: 2, until: 4, number: '+12025550199' }, shows: ['c'] },
      { filter: { since: 2, until: 2 }, shows: [] },
    ])('filtered by $filter shows $shows, newest first', async ({ filter, shows }) => {
      for (const [name, call] of Object.entries(SHOWN)) {
        const event = { ...hungUp(`uuid-${name}`, 1), effects: [dial(DIALLED[name] ?? [])] }
        await subject.store.calls.commit(newCall(`uuid-${name}`, call, { event }))
      }
      const { calls, next } = await subject.store.calls.list({ limit: 10, ...filter })
      expect(calls.map(({ callUUID }) => callUUID)).toEqual(shows.map((name) => `uuid-${name}`))
      expect(next).toBeNull()
    })

    it('shows a call whole, with how its deliveries stand', async () => {
      const { calls, deliveries } = subject.store
      const ids = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']
      await calls.commit(newCall('one', {}, { deliveries: ids.map((id) => newDelivery('one', id)) }))
      await calls.commit(newCall('two', { startedAt: 2_000 }))
      const end = (id: string, state: 'delivered' | 'dead') =>
        deliveries.recordAttempt(id, attempt(1), { state, tries: 1, nextAttemptAt: null, endedAt: 3_000 })
      await Promise.all([end('d1', 'delivered'), end('d2', 'dead'), end('d3', 'dead')])
      expect((await calls.list({ limit: 10 })).calls).toEqual([
        { ...liveCall('two', { startedAt: 2_000 }), deliveries: { pending: 0, delivered: 0, dead: 0 } },
        { ...liveCall('one'), deliveries: { pending: 3, delivered: 1, dead: 2 } },
      ])
    })

    it.each([1, 2, 3, 6, 7])(
      'comes in pages of %i that show each call once, also those of one moment',
      async (limit) => {
        const names = ['a', 'b', 'c', 'd', 'e', 'f']
        for (const name of names)
          await subject.store.calls.commit(newCall(name, { startedAt: name < 'c' ? 1 : 2 }))
        const { pages, shown } = await walk(subject.store, { limit })
        expect(shown).toEqual(['f', 'e', 'd', 'c', 'b', 'a'])
        expect(pages).toBe(Math.ceil(names.length / limit))
      },
    )

    it('pages on under a filter', async () => {
      for (let n = 0; n < 9; n++) {
        await subject.store.calls.commit(
          newCall(`call-${n}`, { startedAt: n, flowId: n % 2 ? 'odd' : 'even' }),
        )
      }
      const { shown } = await walk(subject.store, { limit: 2, flowId: 'odd' })
      expect(shown).toEqual(['call-7', 'call-5', 'call-3', 'call-1'])
    })

    it('pages on inside a time, whatever the cursor says', async () => {
      for (const n of [1, 2, 3, 4, 5])
        await subject.store.calls.commit(newCall(`call-${n}`, { startedAt: n }))
      const { next } = await subject.store.calls.list({ limit: 1 })
      const { shown } = await walk(subject.store, { limit: 1, since: 2, until: 4, cursor: next ?? '' })
      expect(shown).toEqual(['call-3', 'call-2'])
    })

    it('finds the one call that matches, far behind others', async () => {
      const { calls } = subject.store
      const others = Array.from({ length: 2_500 }, (_, n) =>
        calls.commit(newCall(`call-${n}`, { startedAt: n + 2, from: '+14155550100' })),
      )
      await Promise.all([...others, calls.commit(newCall('far', { startedAt: 1, from: '+442079460123' }))])
      const found = await calls.list({ limit: 10, text: '+4420' })
      expect(found).toMatchObject({ calls: [{ callUUID: 'far' }], next: null })
      const both = await calls.list({ limit: 1, flowId: 'report', text: '+4420', since: 1 })
      expect(both).toMatchObject({ calls: [{ callUUID: 'far' }], next: null })
      expect(await calls.list({ limit: 1, text: '+4420', since: 2 })).toEqual({ calls: [], next: null })
    })

    it('pages on undisturbed by calls that begin or move meanwhile', async () => {
      const { calls } = subject.store
      for (const n of [1, 2, 3, 4]) await calls.commit(newCall(`call-${n}`, { startedAt: n }))
      const { next } = await calls.list({ limit: 2 })
      await calls.commit(newCall('call-5', { startedAt: 5 }))
      await calls.commit(nextEvent(liveCall('call-3', { startedAt: 3, status: 'ended' })))
      await subject.reopen()
      const { shown } = await walk(subject.store, { limit: 1, cursor: next ?? '' })
      expect(shown).toEqual(['call-2', 'call-1'])
    })

    it.each(['', 'nonsense', 'e30', 'WyJ4IiwxXQ', 'WyJ4IiwieSJd', 'WzFd', '💥', '%00'])(
      'has an empty page at the bad cursor %j',
      async (cursor) => {
        await subject.store.calls.commit(newCall('one'))
        expect(await subject.store.calls.list({ limit: 10, cursor })).toEqual({ calls: [], next: null })
      },
    )
  })
}

async function walk({ calls }: Store, filter: CallFilter) {
  const shown: string[] = []
  let cursor = filter.cursor
  for (let pages = 1; ; pages++) {
    const page = await calls.list({ ...filter, ...(cursor === undefined ? {} : { cursor }) })
    shown.push(...page.calls.map(({ callUUID }) => callUUID))
    if (page.next === null || pages > 100) return { pages, shown }
    cursor = page.next
  }
}
