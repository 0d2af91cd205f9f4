import { performance } from 'node:perf_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers'

/**
 * Runs `work` inside the transaction that the event-loop turn's writes share, and resolves with what it returned
 * once that is on disk. `work` is synchronous, so nothing can read between a write and its commit. When it throws,
 * it alone is undone and rejected; when the commit fails, all of its turn are.
 */
export type Write = <T>(work: () => T) => Promise<T>

export interface GroupCommit {
  write: Write
  /** Commits what waits; later writes are rejected. */
  close: () => void
}

/** One fsync per event-loop turn instead of one per write; in a long turn one every 2 ms. */
export function createGroupCommit(database: DatabaseSync): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const end = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const savepoint = database.prepare('SAVEPOINT one_write')
  const release = database.prepare('RELEASE one_write')
  const undo = database.prepare('ROLLBACK TO one_write')

  let group: WaitingWrite[] = []
  let openedAtMs = 0
  let isClosed = false

  return {
    write: <T>(work: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (isClosed) throw new Error('The store is closed')
        if (group.length === 0) {
          openedAtMs = performance.now()
          setImmediate(commit)
        }
        group.push({ work, resolve: resolve as (value: unknown) => void, reject })
        if (performance.now() - openedAtMs >= LONGEST_WAIT_MS) commit()
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
      begin.run()
      const settlements = writes.map(runOne)
      end.run()
      for (const settle of settlements) settle()
    } catch (error) {
      for (const { reject } of writes) reject(error)
      if (database.isTransaction) rollback.run()
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
      // On a full disk or an I/O error SQLite may have given up the whole transaction by itself.
      if (!database.isTransaction) throw error
      undo.run()
      release.run()
      return () => reject(error)
    }
  }
}

const LONGEST_WAIT_MS = 2

interface WaitingWrite {
  work: () => unknown
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}
