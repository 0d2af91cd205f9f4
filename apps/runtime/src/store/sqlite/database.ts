import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from './schema.ts'
import { refuseOldSqlite } from './sqlite-version.ts'
import { damaged } from './store-error.ts'

/** Opens `phloem.db`, sound and in today's schema. The connection is the only one that writes. */
export function openDatabase(folder: string): DatabaseSync {
  const file = join(folder, 'phloem.db')
  const database = new DatabaseSync(file)
  try {
    refuseOldSqlite(folder, database)
    database.exec(PRAGMAS)
    checkSmallFile(folder, file, database)
    migrate(folder, database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** FULL costs an fsync per commit and is what lets an acknowledged webhook survive a power cut. */
const PRAGMAS = `
  PRAGMA busy_timeout = 5000;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA wal_autocheckpoint = 1000;
  PRAGMA journal_size_limit = ${64 * 1024 * 1024};
`

/** The check reads the whole file; beyond this size it would hold up the start. */
const CHECKED_BYTES = 8 * 1024 * 1024

function checkSmallFile(folder: string, file: string, database: DatabaseSync) {
  if (statSync(file).size > CHECKED_BYTES) return
  const { quick_check: verdict } = database.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }
  if (verdict !== 'ok') throw damaged(folder, verdict)
}
