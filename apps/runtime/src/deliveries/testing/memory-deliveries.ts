import type { Delivery, DeliveryStore, DueDelivery } from '../../store/port.ts'

/** A delivery store in memory, with a log of what was asked of it and faults to order. */
export interface MemoryDeliveries extends DeliveryStore {
  rows: Map<string, Delivery>
  asked: { find: number; due: number[]; recordAttempt: number }
  /** Operations that fail for now. */
  failing: Set<'find' | 'due' | 'recordAttempt'>
}

export function createMemoryDeliveries(deliveries: Delivery[] = []): MemoryDeliveries {
  const rows = new Map(deliveries.map((delivery) => [delivery.id, delivery]))
  const asked: MemoryDeliveries['asked'] = { find: 0, due: [], recordAttempt: 0 }
  const begun = new Set<string>()
  const failing: MemoryDeliveries['failing'] = new Set()

  const failIf = (operation: 'find' | 'due' | 'recordAttempt') => {
    if (failing.has(operation)) throw new Error(`${operation} fails`)
  }
  const pending = () => [...rows.values()].filter(({ state }) => state === 'pending')

  return {
    rows,
    asked,
    failing,
    find: async (id) => {
      asked.find += 1
      failIf('find')
      return rows.get(id) ?? null
    },
    list: async () => ({ deliveries: [...rows.values()], next: null }),
    owing: async () => [...new Set(pending().map(({ destination }) => destination))],
    due: async (destination, limit) => {
      asked.due.push(limit)
      failIf('due')
      return pending()
        .filter((row) => row.destination === destination)
        .map(dueOf)
        .sort((a, b) => a.nextAttemptAt - b.nextAttemptAt)
        .slice(0, limit)
    },
    begin: async (id) => {
      const isNew = rows.has(id) && !begun.has(id)
      begun.add(id)
      return isNew
    },
    abandonBegun: async (at, error) => {
      for (const id of begun) {
        const row = rows.get(id)
        if (row?.state !== 'pending') continue
        const attempt = {
          number: row.attempts.length + 1,
          at,
          durationMs: 0,
          status: null,
          error,
          responseBody: '',
        }
        rows.set(id, {
          ...row,
          state: 'dead',
          endedAt: at,
          nextAttemptAt: null,
          attempts: [...row.attempts, attempt],
        })
      }
      const { size } = begun
      begun.clear()
      return size
    },
    recordAttempt: async (id, attempt, then) => {
      asked.recordAttempt += 1
      failIf('recordAttempt')
      const row = rows.get(id)
      if (row === undefined) throw new Error(`There is no delivery ${id}`)
      rows.set(id, { ...row, ...then, attempts: [...row.attempts, attempt] })
      begun.delete(id)
    },
    revive: async (id, at) => {
      const row = rows.get(id)
      if (row?.state !== 'dead') return null
      const revived: Delivery = { ...row, state: 'pending', tries: 0, nextAttemptAt: at, endedAt: null }
      rows.set(id, revived)
      return revived
    },
    reviveMany: async (filter, at, limit) => {
      const dead = [...rows.values()].filter(({ state, endedAt }) => state === 'dead' && (endedAt ?? 0) < at)
      const matching = 'ids' in filter ? dead.filter(({ id }) => filter.ids.includes(id)) : dead
      return matching.slice(0, limit).map((row) => {
        const revived: Delivery = { ...row, state: 'pending', tries: 0, nextAttemptAt: at, endedAt: null }
        rows.set(row.id, revived)
        return dueOf(revived)
      })
    },
    owed: async () => ({ count: pending().length, oldestAt: null }),
    owedByDestination: async () => [],
  }
}

const dueOf = ({ id, destination, nextAttemptAt }: Delivery): DueDelivery => ({
  id,
  destination,
  nextAttemptAt: nextAttemptAt ?? 0,
})
