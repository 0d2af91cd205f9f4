import type { DeliveryStore } from '../store/port.ts'
import { createDueHeap, type Due } from './due-heap.ts'

/** Which deliveries come next. The near ones are held in memory; the far ones stay in the store until it is their turn. */
export interface Plan {
  /** Takes in a pending delivery, unless it is held already or far enough off to be left to the store. */
  add: (due: Due) => void
  /** Puts back one that is held and was taken. */
  putBack: (due: Due) => void
  /** When the first is due; infinity when none is held. */
  firstAt: () => number
  /** Takes the first out; it stays held, so that it can't be planned a second time, until `letGo`. */
  take: () => Due | undefined
  letGo: (id: string) => void
  /** Asks the store for more. False without asking when what is held comes before all others. */
  loadMore: () => Promise<boolean>
}

/** How many new ones are loaded at a time, at least. */
const PAGE = 1000

export function createPlan(store: Pick<DeliveryStore, 'due'>): Plan {
  const heap = createDueHeap()
  const held = new Set<string>()
  /** All that are pending and due before this are held. */
  let horizon = Number.NEGATIVE_INFINITY

  const firstAt = () => heap.first()?.nextAttemptAt ?? Number.POSITIVE_INFINITY

  const add = (due: Due) => {
    if (due.nextAttemptAt >= horizon || held.has(due.id)) return
    held.add(due.id)
    heap.add(due)
  }

  return {
    add,
    putBack: heap.add,
    firstAt,
    take: heap.take,
    letGo: (id) => held.delete(id),
    loadMore: async () => {
      if (horizon === Number.POSITIVE_INFINITY || firstAt() <= horizon) return false
      // The store names the held ones again; doubling keeps reading past many of them cheap.
      const limit = held.size + Math.max(held.size, PAGE)
      const before = horizon
      // What is added while the store reads may be missing from what it read.
      horizon = Number.POSITIVE_INFINITY
      try {
        const rows = await store.due(limit)
        for (const row of rows) add(row)
        if (rows.length >= limit) horizon = rows.at(-1)?.nextAttemptAt ?? before
      } catch (error) {
        horizon = before
        throw error
      }
      return true
    },
  }
}
