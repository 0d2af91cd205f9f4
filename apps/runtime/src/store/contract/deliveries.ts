import { beforeEach, describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Delivery, DeliveryFilter } from '../port.ts'
import { attempt, newCall, newDelivery } from './samples.ts'

type Then = Pick<Delivery, 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'>

const retried: Then = { state: 'pending', tries: 1, nextAttemptAt: 7_000, endedAt: null }
const delivered: Then = { state: 'delivered', tries: 1, nextAttemptAt: null, endedAt: 3_000 }
const dead: Then = { state: 'dead', tries: 10, nextAttemptAt: null, endedAt: 4_000 }

export function deliveryContract(subject: Subject) {
  describe('deliveries', () => {
    const one = newDelivery('call-1', 'd1', { createdAt: 1_000 })
    const two = newDelivery('call-1', 'd2', { createdAt: 2_000, flowId: 'other', seq: 2 })
    const three = newDelivery('call-2', 'd3', { createdAt: 1_500 })

    beforeEach(async () => {
      await subject.store.calls.commit(newCall('call-1', {}, { deliveries: [one, two] }))
      await subject.store.calls.commit(newCall('call-2', {}, { deliveries: [three] }))
    })

    it('begin pending and due at once', async () => {
      const fresh = { ...one, state: 'pending', tries: 0, attempts: [], nextAttemptAt: 1_000, endedAt: null }
      expect(await subject.store.deliveries.find('d1')).toEqual(fresh)
      expect(await subject.store.deliveries.find('unknown')).toBeNull()
    })

    it('are due by their next attempt, the earliest first, as many as asked for', async () => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(1), retried)
      expect(await deliveries.due(10)).toEqual([
        { id: 'd3', nextAttemptAt: 1_500 },
        { id: 'd2', nextAttemptAt: 2_000 },
        { id: 'd1', nextAttemptAt: 7_000 },
      ])
      expect(await deliveries.due(1)).toEqual([{ id: 'd3', nextAttemptAt: 1_500 }])
    })

    it.each([delivered, dead])('are due no more once $state', async (then) => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d3', attempt(1), then)
      expect((await deliveries.due(10)).map(({ id }) => id)).toEqual(['d1', 'd2'])
    })

    it('keep their attempts in order with what followed from the last', async () => {
      const { deliveries } = subject.store
      const failed = attempt(1, { status: null, error: 'connect ECONNREFUSED', responseBody: '' })
      const succeeded = attempt(2, { status: 204, responseBody: '\ud800' })
      await deliveries.recordAttempt('d1', failed, retried)
      await deliveries.recordAttempt('d1', succeeded, { ...delivered, tries: 2 })
      await subject.reopen()
      const kept = { ...one, ...delivered, tries: 2, attempts: [failed, succeeded] }
      expect(await subject.store.deliveries.find('d1')).toEqual(kept)
      expect(await subject.store.deliveries.find('d2')).toMatchObject({ attempts: [] })
    })

    it('that are unknown take no attempt', async () => {
      await expect(subject.store.deliveries.recordAttempt('unknown', attempt(1), retried)).rejects.toThrow()
    })

    it('stay due when what is to follow an attempt can not be kept', async () => {
      const { deliveries } = subject.store
      const never: Then = { state: 'pending', tries: 1, nextAttemptAt: null, endedAt: null }
      await expect(deliveries.recordAttempt('d1', attempt(1), never)).rejects.toThrow()
      expect(await deliveries.find('d1')).toMatchObject({ tries: 0, attempts: [], nextAttemptAt: 1_000 })
    })

    it('that are dead come back under their old id with a fresh schedule and their history', async () => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(10), dead)
      const revived = await deliveries.revive('d1', 9_000)
      expect(revived).toEqual({
        ...one,
        state: 'pending',
        tries: 0,
        attempts: [attempt(10)],
        nextAttemptAt: 9_000,
        endedAt: null,
      })
      expect(await deliveries.find('d1')).toEqual(revived)
      expect(await deliveries.due(10)).toContainEqual({ id: 'd1', nextAttemptAt: 9_000 })
    })

    it('come back only when dead, and once', async () => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(1), dead)
      await deliveries.recordAttempt('d2', attempt(1), delivered)
      const revived = await Promise.all(
        ['d1', 'd1', 'd2', 'd3', 'unknown'].map((id) => deliveries.revive(id, 9_000)),
      )
      expect(revived.filter((delivery) => delivery !== null)).toMatchObject([{ id: 'd1' }])
      expect(await deliveries.find('d2')).toMatchObject(delivered)
      expect(await deliveries.find('d3')).toMatchObject({ nextAttemptAt: 1_500 })
    })

    it('are owed while pending, since the oldest was made or came back', async () => {
      const { deliveries } = subject.store
      expect(await deliveries.owed()).toEqual({ count: 3, oldestAt: 1_000 })
      await deliveries.recordAttempt('d1', attempt(1), dead)
      await deliveries.recordAttempt('d2', attempt(1), retried)
      expect(await deliveries.owed()).toEqual({ count: 2, oldestAt: 1_500 })
      await deliveries.recordAttempt('d3', attempt(1), delivered)
      await deliveries.recordAttempt('d2', attempt(2), delivered)
      expect(await deliveries.owed()).toEqual({ count: 0, oldestAt: null })
      await deliveries.revive('d1', 9_000)
      expect(await deliveries.owed()).toEqual({ count: 1, oldestAt: 9_000 })
    })

    it.each<{ filter: Partial<DeliveryFilter>; shows: string[] }>([
      { filter: {}, shows: ['d2', 'd3', 'd1'] },
      { filter: { state: 'pending' }, shows: ['d2', 'd3'] },
      { filter: { state: 'dead' }, shows: ['d1'] },
      { filter: { state: 'delivered' }, shows: [] },
      { filter: { flowId: 'report' }, shows: ['d3', 'd1'] },
      { filter: { callUUID: 'call-1' }, shows: ['d2', 'd1'] },
      { filter: { callUUID: 'call-1', flowId: 'other', state: 'pending' }, shows: ['d2'] },
    ])('filtered by $filter list $shows, newest first', async ({ filter, shows }) => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(1), dead)
      const page = await deliveries.list({ limit: 10, ...filter })
      expect(page.deliveries.map(({ id }) => id)).toEqual(shows)
      expect(page.deliveries).toEqual(await Promise.all(shows.map((id) => deliveries.find(id))))
      expect(page.next).toBeNull()
    })

    it('come in pages, undisturbed by newer ones', async () => {
      const { calls, deliveries } = subject.store
      const first = await deliveries.list({ limit: 1 })
      await calls.commit(
        newCall('call-3', {}, { deliveries: [newDelivery('call-3', 'd4', { createdAt: 3_000 })] }),
      )
      const second = await deliveries.list({ limit: 1, cursor: first.next ?? '' })
      const third = await deliveries.list({ limit: 1, cursor: second.next ?? '' })
      expect([first, second, third].map(({ deliveries: [shown] }) => shown?.id)).toEqual(['d2', 'd3', 'd1'])
      expect(third.next).toBeNull()
    })

    it('have an empty page at a bad cursor', async () => {
      const page = await subject.store.deliveries.list({ limit: 1, cursor: 'nonsense' })
      expect(page).toEqual({ deliveries: [], next: null })
    })
  })
}
