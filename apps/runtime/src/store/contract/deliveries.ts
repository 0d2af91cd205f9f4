import { beforeEach, describe, expect, it } from 'vitest'
import type { Subject } from '../contract.ts'
import type { Delivery, DeliveryFilter, ReviveFilter } from '../port.ts'
import { attempt, newCall, newDelivery } from './samples.ts'

type Then = Pick<Delivery, 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'>

const retried: Then = { state: 'pending', tries: 1, nextAttemptAt: 7_000, endedAt: null }
const delivered: Then = { state: 'delivered', tries: 1, nextAttemptAt: null, endedAt: 3_000 }
const destination = 'https://example.com'
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
      expect(await deliveries.due(destination, 10)).toEqual([
        { id: 'd3', destination, nextAttemptAt: 1_500 },
        { id: 'd2', destination, nextAttemptAt: 2_000 },
        { id: 'd1', destination, nextAttemptAt: 7_000 },
      ])
      expect(await deliveries.due(destination, 1)).toEqual([{ id: 'd3', destination, nextAttemptAt: 1_500 }])
    })

    it.each([delivered, dead])('are due no more once $state', async (then) => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d3', attempt(1), then)
      expect((await deliveries.due(destination, 10)).map(({ id }) => id)).toEqual(['d1', 'd2'])
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
      expect(await deliveries.due(destination, 10)).toContainEqual({
        id: 'd1',
        destination,
        nextAttemptAt: 9_000,
      })
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

    it('are due and owed by destination', async () => {
      const { calls, deliveries } = subject.store
      const other = newDelivery('call-3', 'd4', { destination: '\ud800', createdAt: 500 })
      await calls.commit(newCall('call-3', {}, { deliveries: [other] }))
      await deliveries.recordAttempt('d2', attempt(1), dead)
      await deliveries.recordAttempt('d3', attempt(1), delivered)
      await subject.reopen()
      expect((await subject.store.deliveries.owing()).toSorted()).toEqual([destination, '\ud800'])
      expect(await subject.store.deliveries.due('\ud800', 10)).toEqual([
        { id: 'd4', destination: '\ud800', nextAttemptAt: 500 },
      ])
      const byDestination = await subject.store.deliveries.owedByDestination()
      expect(byDestination.toSorted((a, b) => a.destination.localeCompare(b.destination))).toEqual(
        [
          { destination, owed: { count: 1, oldestAt: 1_000 }, dead: 1 },
          { destination: '\ud800', owed: { count: 1, oldestAt: 500 }, dead: 0 },
        ].toSorted((a, b) => a.destination.localeCompare(b.destination)),
      )
      await subject.store.deliveries.recordAttempt('d1', attempt(1), delivered)
      await subject.store.deliveries.revive('d2', 9_000)
      expect(await subject.store.deliveries.owedByDestination()).toContainEqual({
        destination,
        owed: { count: 1, oldestAt: 9_000 },
        dead: 0,
      })
    })

    it('that may be tried once are dead after a crash in their attempt, and no others', async () => {
      const { deliveries } = subject.store
      expect(await deliveries.begin('d1', 2_000)).toBe(true)
      expect(await deliveries.begin('d1', 2_500)).toBe(false)
      await deliveries.begin('d2', 2_000)
      await deliveries.recordAttempt('d2', attempt(1), retried)
      expect(await deliveries.begin('unknown', 2_000)).toBe(false)
      await subject.reopen()
      expect(await subject.store.deliveries.abandonBegun(8_000, 'it may have arrived')).toBe(1)
      expect(await subject.store.deliveries.abandonBegun(9_000, 'it may have arrived')).toBe(0)
      expect(await subject.store.deliveries.find('d1')).toMatchObject({
        state: 'dead',
        endedAt: 8_000,
        attempts: [{ number: 1, at: 8_000, status: null, error: 'it may have arrived' }],
      })
      expect(await subject.store.deliveries.find('d2')).toMatchObject({ state: 'pending', tries: 1 })
      await subject.store.deliveries.revive('d1', 10_000)
      expect(await subject.store.deliveries.abandonBegun(11_000, '')).toBe(0)
    })

    it.each<{ filter: ReviveFilter; comeBack: string[] }>([
      { filter: {}, comeBack: ['d1', 'd2'] },
      { filter: { ids: ['d2', 'd3', 'unknown'] }, comeBack: ['d2'] },
      { filter: { destination }, comeBack: ['d1', 'd2'] },
      { filter: { destination: 'https://other.example' }, comeBack: [] },
      { filter: { flowId: 'other' }, comeBack: ['d2'] },
      { filter: { from: 1_001 }, comeBack: ['d2'] },
      { filter: { to: 2_000 }, comeBack: ['d1'] },
    ])('that are dead and match $filter come back: $comeBack', async ({ filter, comeBack }) => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(1), dead)
      await deliveries.recordAttempt('d2', attempt(1), dead)
      const revived = await deliveries.reviveMany(filter, 9_000, 10)
      expect(revived.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
        comeBack.map((id) => ({ id, destination, nextAttemptAt: 9_000 })),
      )
      for (const id of comeBack)
        expect(await deliveries.find(id)).toMatchObject({ state: 'pending', tries: 0 })
      expect(await deliveries.reviveMany(filter, 9_000, 10)).toEqual([])
    })

    it('come back in portions, and not those that died since', async () => {
      const { deliveries } = subject.store
      await deliveries.recordAttempt('d1', attempt(1), dead)
      await deliveries.recordAttempt('d2', attempt(1), dead)
      await deliveries.recordAttempt('d3', attempt(1), { ...dead, endedAt: 9_500 })
      const first = await deliveries.reviveMany({}, 9_000, 1)
      const second = await deliveries.reviveMany({}, 9_000, 1)
      const third = await deliveries.reviveMany({}, 9_000, 1)
      expect([first, second, third].map((revived) => revived.map(({ id }) => id))).toEqual([
        ['d1'],
        ['d2'],
        [],
      ])
    })

    it.each<{ filter: Partial<DeliveryFilter>; shows: string[] }>([
      { filter: {}, shows: ['d2', 'd3', 'd1'] },
      { filter: { state: 'pending' }, shows: ['d2', 'd3'] },
      { filter: { state: 'dead' }, shows: ['d1'] },
      { filter: { state: 'delivered' }, shows: [] },
      { filter: { flowId: 'report' }, shows: ['d3', 'd1'] },
      { filter: { callUUID: 'call-1' }, shows: ['d2', 'd1'] },
      { filter: { destination }, shows: ['d2', 'd3', 'd1'] },
      { filter: { destination: '' }, shows: [] },
      { filter: { destination, state: 'dead' }, shows: ['d1'] },
      { filter: { from: 1_500 }, shows: ['d2', 'd3'] },
      { filter: { from: 1_500, to: 2_000 }, shows: ['d3'] },
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
