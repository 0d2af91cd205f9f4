import type { DatabaseSync } from 'node:sqlite'
import { StoreError } from './store-error.ts'

/** Versions before this one can corrupt a WAL database that two connections use (sqlite.org/wal.html, "WAL-reset bug"). */
const OLDEST_VERSION = '3.51.3'

export function refuseOldSqlite(folder: string, database: DatabaseSync) {
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  if (isTooOld(version)) {
    throw new StoreError(
      'sqlite_too_old',
      `The data folder ${folder} needs SQLite ${OLDEST_VERSION} or newer, and this Node.js brings ${version}.`,
    )
  }
}

export const isTooOld = (version: string) =>
  version.localeCompare(OLDEST_VERSION, 'en', { numeric: true }) < 0
