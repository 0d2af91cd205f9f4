import { performance } from 'node:perf_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers'
import { isDiskFull, isIoError } from './store-error.ts'

/**
 * Runs `work` inside the transaction that the event-loop turn's writes share, and resolves with what it returned
 * once that is on disk. `work` is synchronous, so nothing can read between a write and its commit. When it throws,
 * it alone is undone and rejected; when the commit fails, all of its turn are.
 */
export type Write = <T>(work: () => T) => Promise<T>

/** How writing went last. */
export interface WriteHealth {
  /** Why the last commit failed; null when it did not. */
  failing: { message: string; isFull: boolean } | null
  /** Room that was kept for a full disk has been given up. */
  reserveUsed: boolean
}

export interface GroupCommit {
  health: WriteHealth
  write: Write
  /** Commits what waits; later writes are rejected. */
  close: () => void
}

/**
 * One fsync per event-loop turn instead of one per write; in a long turn one after twice the time that the disk
 * takes. On a full disk `makeRoom` is asked once for room, and the turn is written again if it gave any.
 */
export function createGroupCommit(
  database: DatabaseSync,
  makeRoom: () => boolean = () => false,
): GroupCommit {
  const health: WriteHealth = { failing: null, reserveUsed: false }
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const savepoint = database.prepare('SAVEPOINT one_write')
  const release = database.prepare('RELEASE one_write')
  const undo = database.prepare('ROLLBACK TO one_write')

  let group: WaitingWrite[] = []
  let openedAtMs = 0
  let longestWaitMs = SHORTEST_GROUP_MS
  let isClosed = false

  return {
    health,
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) throw new Error('The store is closed')
        if (group.length === 0) {
          openedAtMs = performance.now()
          setImmediate(commit)
        }
        group.push({ work, resolve: resolve as (value: unknown) => void, reject })
        if (performance.now() - openedAtMs >= longestWaitMs) commit()
      }),
    close: () => {
      isClosed = true
      commit()
    },
  }

  function commit() {
    const writes = group
    group = []
    if (writes.length === 0) return
    try {
      const settlements = commitAll(writes)
      health.failing = null
      for (const settle of settlements) settle()
    } catch (error) {
      health.failing = { message: (error as Error).message, isFull: isDiskFull(error) }
      for (const { reject } of writes) reject(error)
    }
  }

  function commitAll(writes: WaitingWrite[]): (() => void)[] {
    try {
      return commitOnce(writes)
    } catch (error) {
      if (!isDiskFull(error) || !makeRoom()) throw error
      health.reserveUsed = true
      return commitOnce(writes)
    }
  }

  function commitOnce(writes: WaitingWrite[]): (() => void)[] {
    try {
      begin.run()
      const settlements = writes.map(runOne)
      const beganMs = performance.now()
      end.run()
      const syncedInMs = performance.now() - beganMs
      longestWaitMs = Math.min(Math.max(SHORTEST_GROUP_MS, 2 * syncedInMs), LONGEST_GROUP_MS)
      return settlements
    } catch (error) {
      if (database.isTransaction) rollback.run()
      throw error
    }
  }

  /** Returns how to settle the write after the commit: even its failure may rest on what is not on disk yet. */
  function runOne({ work, resolve, reject }: WaitingWrite): () => void {
    savepoint.run()
    try {
      const result = work()
      release.run()
      return () => resolve(result)
    } catch (error) {
      // Not the fault of this write: the whole turn fails, if SQLite has not given it up by itself already.
      if (!database.isTransaction || isDiskFull(error) || isIoError(error)) throw error
      undo.run()
      release.run()
      return () => reject(error)
    }
  }
}

/** Twice what the disk took last lies between, so that a busy Phloem spends its time on calls and not on the disk. */
const SHORTEST_GROUP_MS = 2
const LONGEST_GROUP_MS = 20

interface WaitingWrite {
  work: () => unknown
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}
