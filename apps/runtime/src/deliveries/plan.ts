import type { DueDelivery } from '../store/port.ts'
import { createDueHeap, type Due } from './due-heap.ts'

/**
 * Which deliveries of a destination come next. The near ones are held in memory, never more than a few pages of them;
 * the rest stay in the store until it is their turn.
 */
export interface Plan {
  /** Takes in a pending delivery, unless it is held already or is left to the store. */
  add: (due: Due) => void
  /** Puts back one that is held and was taken. */
  putBack: (due: Due) => void
  /** When the first is due; infinity when none is held. */
  firstAt: () => number
  /** When there may be one due: of those held, or of those left to the store. */
  nextAt: () => number
  /** Takes the first out; it stays held, so that it can't be planned a second time, until `letGo`. */
  take: () => Due | undefined
  letGo: (id: string) => void
  /** Asks the store for more. False without asking when what is held comes before all others. */
  loadMore: () => Promise<boolean>
  /** Forgets what was said of times: the store is asked again. What is taken stays held. */
  forgetTimes: () => void
  /** Neither holds one nor leaves one to the store. */
  isEmpty: () => boolean
}

/** How many new ones are loaded at a time, at least. */
const PAGE = 200
/** A destination that takes nothing gets reports all the same; past so many they are left to the store. */
const MOST_HELD = 4 * PAGE

export function createPlan(loadDue: (limit: number) => Promise<DueDelivery[]>): Plan {
  let heap = createDueHeap()
  const held = new Set<string>()
  const taken = new Set<string>()
  /** All that are pending and due before this are held. */
  let horizon = Number.NEGATIVE_INFINITY

  const firstAt = () => heap.first()?.nextAttemptAt ?? Number.POSITIVE_INFINITY

  const hold = (due: Due) => {
    held.add(due.id)
    heap.add(due)
  }

  const add = (due: Due) => {
    if (due.nextAttemptAt >= horizon || held.has(due.id)) return
    if (held.size < MOST_HELD) hold(due)
    else horizon = due.nextAttemptAt
  }

  return {
    add,
    putBack: (due) => {
      taken.delete(due.id)
      heap.add(due)
    },
    firstAt,
    nextAt: () => Math.min(firstAt(), horizon),
    take: () => {
      const due = heap.take()
      if (due !== undefined) taken.add(due.id)
      return due
    },
    letGo: (id) => {
      taken.delete(id)
      held.delete(id)
    },
    loadMore: async () => {
      if (horizon === Number.POSITIVE_INFINITY || firstAt() <= horizon) return false
      // The store names the held ones again; doubling keeps reading past many of them cheap.
      const limit = held.size + Math.max(held.size, PAGE)
      const before = horizon
      // What is added while the store reads may be missing from what it read.
      horizon = Number.POSITIVE_INFINITY
      try {
        const rows = await loadDue(limit)
        for (const row of rows) if (row.nextAttemptAt < horizon && !held.has(row.id)) hold(row)
        const last = rows.at(-1)?.nextAttemptAt ?? before
        if (rows.length >= limit) horizon = Math.min(horizon, last)
      } catch (error) {
        horizon = before
        throw error
      }
      return true
    },
    forgetTimes: () => {
      heap = createDueHeap()
      for (const id of held) if (!taken.has(id)) held.delete(id)
      horizon = Number.NEGATIVE_INFINITY
    },
    isEmpty: () => held.size === 0 && horizon === Number.POSITIVE_INFINITY,
  }
}
