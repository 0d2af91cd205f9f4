import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Keeps other processes out of the folder until `close`: an exclusive transaction on a file of its own, which the
 * operating system ends even on `kill -9`. Locking `phloem.db` itself would also keep backups out.
 *
 * Reading the file from inside this process would drop the lock: POSIX locks end when any descriptor is closed.
 */
export function lockInstance(folder: string): { close: () => void } {
  const lock = new DatabaseSync(join(folder, 'instance.lock.db'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw error
  }
  return lock
}
