import { resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { makeFolder } from '../../make-folder.ts'
import type { Store } from '../port.ts'
import { createApiTokenStore } from './api-tokens.ts'
import { createAuditStore } from './audit.ts'
import { createCallStore } from './calls.ts'
import { openDatabase } from './database.ts'
import { createDeliveries } from './deliveries.ts'
import { createDestinationStore } from './destinations.ts'
import { createFlowStore } from './flows.ts'
import { createGroupCommit } from './group-commit.ts'
import { lockInstance } from './instance-lock.ts'
import { createLoginAttemptStore } from './login-attempts.ts'
import { createLoginSessionStore } from './login-sessions.ts'
import { createNumberStore } from './numbers.ts'
import { createPasswordStore } from './password.ts'
import { createReserve } from './reserve.ts'
import { createRetention } from './retention.ts'
import { createScenarioStore } from './scenarios.ts'
import { createSecretStore } from './secrets.ts'
import { createSettingStore } from './settings.ts'
import { createShift } from './shift-waiting.ts'
import { storageOf } from './storage.ts'
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
      return storeOn(folder, openDatabase(folder), lock)
    } catch (error) {
      lock.close()
      throw error
    }
  } catch (error) {
    throw openingError(folder, error)
  }
}

function storeOn(folder: string, database: DatabaseSync, lock: { close: () => void }): Store {
  const reserve = createReserve(folder)
  reserve.restock()
  const { health, write, close } = createGroupCommit(database, reserve.release)
  const deliveries = createDeliveries(database, write)
  const touch = database.prepare('SELECT count(*) FROM numbers')
  const probe = database.prepare('UPDATE probe SET count = count + 1')
  return {
    flows: createFlowStore(database, write),
    scenarios: createScenarioStore(database, write),
    numbers: createNumberStore(database, write),
    calls: createCallStore(database, write, deliveries),
    deliveries,
    destinations: createDestinationStore(database, write),
    sessions: createLoginSessionStore(database, write),
    secrets: createSecretStore(database, write),
    settings: createSettingStore(database, write),
    tokens: createApiTokenStore(database, write),
    password: createPasswordStore(database, write),
    loginAttempts: createLoginAttemptStore(database, write),
    audit: createAuditStore(database, write),
    retention: createRetention(database, write),
    ping: async () => {
      touch.get()
      // A store that is seldom written would otherwise stay unready for want of a write.
      if (health.failing !== null) await write(() => void probe.run())
    },
    storage: async () => storageOf(folder, health, reserve),
    shiftWaiting: createShift(database, write),
    scrub: async () => {
      database.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);')
    },
    close: async () => {
      if (!database.isOpen) return
      close()
      database.close()
      lock.close()
    },
  }
}
