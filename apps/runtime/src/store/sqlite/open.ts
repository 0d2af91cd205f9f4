import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type { Store } from '../port.ts'
import { createCallStore } from './calls.ts'
import { openDatabase } from './database.ts'
import { createDeliveries } from './deliveries.ts'
import { createDestinationStore } from './destinations.ts'
import { createFlowStore } from './flows.ts'
import { createGroupCommit } from './group-commit.ts'
import { lockInstance } from './instance-lock.ts'
import { createLoginSessionStore } from './login-sessions.ts'
import { createNumberStore } from './numbers.ts'
import { openingError } from './store-error.ts'

export { StoreError } from './store-error.ts'

/**
 * The embedded store: one file, `phloem.db`, in a folder that is made if need be and belongs to one process until
 * `close`. Throws `StoreError` when the folder can't be used.
 */
export function openSqliteStore(dataFolder: string): Store {
  const folder = resolve(dataFolder)
  try {
    makeFolder(folder)
    const lock = lockInstance(folder)
    try {
      return storeOn(openDatabase(folder), lock)
    } catch (error) {
      lock.close()
      throw error
    }
  } catch (error) {
    throw openingError(folder, error)
  }
}

/** `recursive` of Node's own `mkdir` never returns where a parent exists and takes no folders, as /proc. */
function makeFolder(folder: string) {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

function storeOn(database: DatabaseSync, lock: { close: () => void }): Store {
  const { write, close } = createGroupCommit(database)
  const deliveries = createDeliveries(database, write)
  const touch = database.prepare('SELECT count(*) FROM numbers')
  return {
    flows: createFlowStore(database, write),
    numbers: createNumberStore(database, write),
    calls: createCallStore(database, write, deliveries),
    deliveries,
    destinations: createDestinationStore(database, write),
    sessions: createLoginSessionStore(database, write),
    ping: async () => {
      touch.get()
    },
    close: async () => {
      if (!database.isOpen) return
      close()
      database.close()
      lock.close()
    },
  }
}
