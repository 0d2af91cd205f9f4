import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../deliveries/testing/manual-clock.ts'
import { liveCall, newCall, newDelivery, nextEvent, webhook } from '../store/contract/samples.ts'
import { type Call, type CallChange, type CallStore, StaleCallError } from '../store/port.ts'
import { CallLedger } from './call-ledger.ts'

let clock: ManualClock
let disk: Map<string, CallChange[]>
let failing: 'no' | 'before' | 'after' | 'reads'
let stored: CallChange[]
let log: string[]

beforeEach(() => {
  clock = createManualClock(1_000_000)
  disk = new Map()
  failing = 'no'
  stored = []
  log = []
})

/** As much of a store as the ledger uses; a commit can fail before or after it was in fact made. */
const store = {
  find: async (callUUID: string) => {
    if (failing === 'reads') throw new Error('database is closed')
    return disk.get(callUUID)?.at(-1)?.call ?? null
  },
  webhook: async (callUUID: string, key: string) =>
    disk
      .get(callUUID)
      ?.flatMap((change) => change.webhook ?? [])
      .find((each) => each.key === key) ?? null,
  commit: async (change: CallChange) => {
    if (failing === 'before') throw new Error('database or disk is full')
    const { callUUID, seq } = change.call
    const changes = disk.get(callUUID) ?? []
    const before = changes.at(-1)?.call.seq ?? 0
    if (change.isNew ? changes.length > 0 : before !== seq - 1) throw new StaleCallError('stale')
    disk.set(callUUID, [...changes, JSON.parse(JSON.stringify(change))])
    if (failing === 'after') throw new Error('disk I/O error')
  },
  noteWebhook: async () => {
    if (failing !== 'no') throw new Error('database or disk is full')
  },
  answerWebhook: async () => {},
} as unknown as CallStore

const create = (limits = { changes: 100, bytes: 1_000_000 }) =>
  new CallLedger({
    store,
    clock,
    log: {
      error: (_: object, message: string) => log.push(message),
      warn: () => {},
      info: () => {},
    } as never,
    onStored: (change) => stored.push(change),
    limits,
  })

const eventsOf = (callUUID: string) => disk.get(callUUID)?.map(({ event }) => event?.seq)

describe('a store that takes everything', () => {
  it('is used as it is', async () => {
    const ledger = create()
    await ledger.commit(newCall('c'))
    expect(stored).toHaveLength(1)
    expect(ledger.unstoredCount).toBe(0)
    expect(clock.timerCount()).toBe(0)
    await expect(ledger.commit(newCall('c'))).rejects.toThrow(StaleCallError)
  })
})

describe('a store that does not take a change', () => {
  it('gets it again until it does; reads see it meanwhile', async () => {
    const ledger = create()
    failing = 'before'
    await ledger.commit(newCall('c', {}, { webhook: webhook('c', 'w') }))
    await ledger.commit(nextEvent(liveCall('c'), { deliveries: [newDelivery('c', 'd1')] }))
    expect(await ledger.find('c')).toMatchObject({ seq: 2 })
    expect(await ledger.webhook('c', 'answer')).toMatchObject({ id: 'w' })
    expect(stored).toEqual([])
    await clock.advance(5_000)
    expect(ledger.unstoredCount).toBe(2)

    failing = 'no'
    await clock.advance(1_000)
    expect(ledger.unstoredCount).toBe(0)
    expect(eventsOf('c')).toEqual([1, 2])
    expect(stored.flatMap(({ deliveries }) => deliveries.map(({ id }) => id))).toEqual(['d1'])
    expect(clock.timerCount()).toBe(0)
    await ledger.commit(nextEvent(liveCall('c', { seq: 2 })))
    expect(eventsOf('c')).toEqual([1, 2, 3])
  })

  it('is told of on the timeline', async () => {
    const ledger = create()
    failing = 'before'
    await ledger.commit(newCall('c'))
    failing = 'no'
    await clock.advance(1_000)
    expect(JSON.stringify(disk.get('c')?.[0]?.event?.trace)).toContain('kept in memory')
  })

  it('does not get twice what only seemed to fail', async () => {
    const ledger = create()
    failing = 'after'
    await ledger.commit(newCall('c', {}, { deliveries: [newDelivery('c', 'd1')] }))
    failing = 'no'
    await clock.advance(1_000)
    expect(eventsOf('c')).toEqual([1])
    expect(stored).toHaveLength(1)
  })

  it('is not asked about a call of which it lacks changes', async () => {
    const ledger = create()
    failing = 'before'
    await ledger.commit(newCall('c'))
    failing = 'reads'
    expect(await ledger.find('c')).toMatchObject({ callUUID: 'c' })
    await expect(ledger.find('other')).rejects.toThrow('closed')
  })

  it('lets an answer that is decided later be changed in memory', async () => {
    const ledger = create()
    failing = 'before'
    await ledger.commit(newCall('c', {}, { webhook: webhook('c', 'w', { answer: null }) }))
    const answer = { status: 200, contentType: 'text/xml', body: '<Response/>' }
    await ledger.answerWebhook({ id: 'w', callUUID: 'c', answer, durationMs: 7 })
    failing = 'no'
    await clock.advance(1_000)
    expect(disk.get('c')?.[0]?.webhook).toMatchObject({ answer, durationMs: 7 })
  })

  it('loses notes of webhooks that changed nothing, and nothing else', async () => {
    failing = 'before'
    await expect(create().noteWebhook(webhook('c', 'w'))).resolves.toBeUndefined()
  })
})

describe('what is kept', () => {
  it('is bounded in number', async () => {
    const ledger = create({ changes: 2, bytes: 1_000_000 })
    failing = 'before'
    await ledger.commit(newCall('one'))
    await ledger.commit(newCall('two'))
    await expect(ledger.commit(newCall('three'))).rejects.toThrow('no more can be kept')
    expect(ledger.unstoredCount).toBe(2)
  })

  it('is bounded in size, and room is made again', async () => {
    const size = JSON.stringify(newCall('one')).length
    const ledger = create({ changes: 100, bytes: size * 2 })
    failing = 'before'
    await ledger.commit(newCall('one'))
    await ledger.commit(newCall('two'))
    await expect(ledger.commit(newCall('six'))).rejects.toThrow('no more can be kept')
    failing = 'no'
    await clock.advance(1_000)
    failing = 'before'
    await expect(ledger.commit(newCall('six'))).resolves.toBeUndefined()
  })

  it('is flushed on a stop, and told of where that fails', async () => {
    const ledger = create()
    failing = 'before'
    await ledger.commit(newCall('one'))
    failing = 'no'
    await ledger.stop()
    expect(eventsOf('one')).toEqual([1])
    expect(log.filter((line) => line.includes('lost'))).toEqual([])

    const other = create()
    failing = 'before'
    await other.commit(newCall('two'))
    await other.stop()
    expect(log.at(-1)).toContain('are lost')
    expect(clock.timerCount()).toBe(0)
  })

  it('of a call that the store never takes holds up no other', async () => {
    const ledger = create()
    failing = 'before'
    for (const name of ['poison', 'one', 'two']) await ledger.commit(newCall(name))
    failing = 'no'
    const commit = store.commit
    store.commit = async (change) => {
      if (change.call.callUUID === 'poison') throw new Error('a bug')
      return commit(change)
    }
    await clock.advance(3_000)
    store.commit = commit
    expect([eventsOf('one'), eventsOf('two')]).toEqual([[1], [1]])
    expect(ledger.unstoredCount).toBe(1)
  })
})

it('stores every change once and in order, whatever fails and when', async () => {
  const fault = fc.constantFrom('no', 'before', 'after')
  const step = fc.record({
    call: fc.integer({ min: 0, max: 3 }),
    fault,
    waitMs: fc.constantFrom(0, 400, 1_500),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      clock = createManualClock(0)
      disk = new Map()
      stored = []
      const ledger = create({ changes: 1000, bytes: 10_000_000 })
      const seqs = new Map<string, number>()
      for (const { call, fault: next, waitMs } of steps) {
        failing = next as typeof failing
        const callUUID = `c${call}`
        const before = (await ledger.find(callUUID)) as Call | null
        expect(before?.seq ?? 0).toBe(seqs.get(callUUID) ?? 0)
        const seq = (seqs.get(callUUID) ?? 0) + 1
        const deliveries = [newDelivery(callUUID, `${callUUID}-${seq}`)]
        const change =
          before === null ? newCall(callUUID, {}, { deliveries }) : nextEvent(before, { deliveries })
        await ledger.commit(change)
        seqs.set(callUUID, seq)
        await clock.advance(waitMs)
      }
      failing = 'no'
      await clock.advance(10_000)
      expect(ledger.unstoredCount).toBe(0)
      for (const [callUUID, seq] of seqs) {
        expect(eventsOf(callUUID)).toEqual(Array.from({ length: seq }, (_, index) => index + 1))
      }
      const told = stored.flatMap(({ deliveries }) => deliveries.map(({ id }) => id))
      expect(told.length).toBe(steps.length)
      expect(new Set(told).size).toBe(steps.length)
    }),
    { numRuns: 60 },
  )
})
