import type { Delivery, DeliveryStore } from '../../store/port.ts'

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
    due: async (limit) => {
      asked.due.push(limit)
      failIf('due')
      return pending()
        .map(({ id, nextAttemptAt }) => ({ id, nextAttemptAt: nextAttemptAt ?? 0 }))
        .sort((a, b) => a.nextAttemptAt - b.nextAttemptAt)
        .slice(0, limit)
    },
    recordAttempt: async (id, attempt, then) => {
      asked.recordAttempt += 1
      failIf('recordAttempt')
      const row = rows.get(id)
      if (row === undefined) throw new Error(`There is no delivery ${id}`)
      rows.set(id, { ...row, ...then, attempts: [...row.attempts, attempt] })
    },
    revive: async (id, at) => {
      const row = rows.get(id)
      if (row?.state !== 'dead') return null
      const revived: Delivery = { ...row, state: 'pending', tries: 0, nextAttemptAt: at, endedAt: null }
      rows.set(id, revived)
      return revived
    },
    owed: async () => ({ count: pending().length, oldestAt: null }),
  }
}
