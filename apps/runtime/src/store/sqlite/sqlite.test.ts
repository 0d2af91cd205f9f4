import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContract } from '../contract.ts'
import { openSqliteStore } from './open.ts'

storeContract('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'phloem-store-'))
  let store = openSqliteStore(folder)
  return {
    store,
    reopen: async () => {
      await store.close()
      store = openSqliteStore(folder)
      return store
    },
    destroy: async () => {
      await store.close()
      rmSync(folder, { recursive: true })
    },
  }
})
