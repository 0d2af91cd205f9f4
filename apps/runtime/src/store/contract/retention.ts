import { describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import { HOUR_MS, taking } from './exit-counts.ts'
import { loginSession } from './login-sessions.ts'
import {
  allOf,
  attempt,
  hungUp,
  liveCall,
  newCall,
  newDelivery,
  nextEvent,
  session,
  timer,
  webhook,
} from './samples.ts'

const DEAD = { state: 'dead', tries: 10, nextAttemptAt: null, endedAt: 5_000 } as const
const DELIVERED = { state: 'delivered', tries: 1, nextAttemptAt: null, endedAt: 5_000 } as const

export function retentionContract(subject: Subject) {
  const over = (callUUID: string, startedAt: number) => ({
    status: 'ended' as const,
    session: session('ended', callUUID),
    quietUntil: null,
    startedAt,
  })
  const keepCall = (callUUID: string, startedAt: number, deliveries: string[] = []) =>
    subject.store.calls.commit(
      newCall(callUUID, over(callUUID, startedAt), {
        webhook: webhook(callUUID, `w-${callUUID}`, { at: startedAt }),
        deliveries: deliveries.map((id) => newDelivery(callUUID, id)),
        timers: [timer(callUUID, 1, 9_000)],
      }),
    )
  const listed = async () =>
    (await subject.store.calls.list({ limit: 100 })).calls.map(({ callUUID }) => callUUID).toSorted()

  describe('retention', () => {
    it('removes old calls with all that was kept of them, the oldest first', async () => {
      await keepCall('old', 1_000, ['d1'])
      await keepCall('older', 500)
      await keepCall('young', 9_000, ['d2'])
      await subject.store.deliveries.recordAttempt('d1', attempt(1), DELIVERED)
      expect(await subject.store.retention.calls(9_000, 0, 1)).toBe(1)
      expect(await listed()).toEqual(['old', 'young'])
      expect(await subject.store.retention.calls(9_000, 0, 10)).toBe(1)
      expect(await subject.store.retention.calls(9_000, 0, 10)).toBe(0)
      await subject.reopen()
      expect(await allOf(subject.store, 'old')).toEqual({
        call: null,
        events: [],
        webhooks: [],
        deliveries: [],
        timers: [],
      })
      expect((await allOf(subject.store, 'young')).deliveries).toHaveLength(1)
      expect(await subject.store.deliveries.find('d1')).toBeNull()
      expect((await subject.store.deliveries.owed()).count).toBe(1)
    })

    it('leaves calls alone that are not over, that owe a report, or whose report died lately', async () => {
      await subject.store.calls.commit(newCall('live', { startedAt: 1 }))
      await subject.store.calls.commit(
        newCall('flow goes on', { ...over('flow goes on', 1), session: session('running', 'flow goes on') }),
      )
      await keepCall('owes', 1, ['owed'])
      await keepCall('gave up', 1, ['dead'])
      await subject.store.deliveries.recordAttempt('dead', attempt(1), DEAD)
      expect(await subject.store.retention.calls(10_000, 5_000, 10)).toBe(0)
      expect(await listed()).toHaveLength(4)
      expect(await subject.store.retention.calls(10_000, 5_001, 10)).toBe(1)
      expect(await listed()).not.toContain('gave up')
    })

    it('removes old requests of the carrier, and leaves the calls', async () => {
      await keepCall('old', 1_000)
      await subject.store.calls.commit(
        newCall('live', { startedAt: 2_000 }, { webhook: webhook('live', 'w-live', { at: 2_000 }) }),
      )
      await subject.store.calls.noteWebhook(webhook('unknown call', 'w-unknown', { at: 3_000 }))
      await keepCall('young', 9_000)
      expect(await subject.store.retention.webhooks(9_000, 100)).toBe(2)
      const left = async (callUUID: string) => (await subject.store.calls.webhooks(callUUID)).length
      expect(await Promise.all(['old', 'live', 'unknown call', 'young'].map(left))).toEqual([0, 1, 0, 1])
      expect(await listed()).toEqual(['live', 'old', 'young'])
      const call = await subject.store.calls.find('old')
      expect(call).not.toBeNull()
      expect(await subject.store.calls.events('old')).toEqual([hungUp('old', 1)])
    })

    it('removes the counts of old hours, in portions', async () => {
      const { calls, retention } = subject.store
      for (const hour of [1, 2, 3])
        await calls.commit(taking(`c${hour}`, hour * HOUR_MS, ['start.a', 'start.b']))
      expect(await retention.exitCounts(3 * HOUR_MS, 3)).toBe(3)
      expect(await retention.exitCounts(3 * HOUR_MS, 3)).toBe(1)
      expect(await retention.exitCounts(3 * HOUR_MS, 3)).toBe(0)
      expect(await calls.exitCounts('report', 0, 9 * HOUR_MS)).toEqual([
        { nodeId: 'start', exit: 'a', count: 1 },
        { nodeId: 'start', exit: 'b', count: 1 },
      ])
    })

    it('removes sessions that have expired', async () => {
      const { sessions, retention } = subject.store
      await sessions.create(loginSession('old', { expiresAt: 100 }))
      await sessions.create(loginSession('good', { expiresAt: 1_000 }))
      expect(await retention.loginSessions(500, 10)).toBe(1)
      expect(await sessions.find('hash-of-old')).toBeNull()
      expect(await sessions.find('hash-of-good')).not.toBeNull()
    })
  })

  describe('a clock that was moved', () => {
    it('moves all that waits for a time, and nothing that happened', async () => {
      const { calls, deliveries } = subject.store
      const change = {
        deliveries: [newDelivery('c', 'd1'), newDelivery('c', 'd2')],
        timers: [timer('c', 1, 9_000)],
      }
      await calls.commit(newCall('c', { quietUntil: 60_000 }, change))
      await keepCall('over', 1_000)
      await deliveries.recordAttempt('d2', attempt(1), DELIVERED)
      await subject.store.shiftWaiting(-500)
      await subject.reopen()
      const { store } = subject
      expect(await store.calls.find('c')).toMatchObject({ startedAt: 1_000, quietUntil: 59_500 })
      expect((await store.calls.timers()).find(({ callUUID }) => callUUID === 'c')).toEqual(
        timer('c', 1, 8_500),
      )
      expect(await store.deliveries.find('d1')).toMatchObject({ createdAt: 1_000, nextAttemptAt: 500 })
      expect(await store.deliveries.find('d2')).toMatchObject({ nextAttemptAt: null, endedAt: 5_000 })
      expect((await store.calls.list({ limit: 10 })).calls[0]).toHaveProperty('quietUntil')
      await store.calls.commit(nextEvent(liveCall('c', { seq: 1, quietUntil: 70_000 })))
      expect(await store.calls.find('c')).toMatchObject({ quietUntil: 70_000 })
    })
  })
}
