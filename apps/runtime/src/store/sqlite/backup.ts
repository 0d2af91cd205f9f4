import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite'
import { lockInstance } from './instance-lock.ts'
import { MIGRATIONS } from './schema.ts'
import { openingError, StoreError } from './store-error.ts'

/** 8 MiB, as SQLite's pages are 4 KiB. */
const PAGES_PER_STEP = 2048

export interface BackupContents {
  calls: number
  /** Reports neither delivered nor given up. */
  owed: number
  flows: number
  bytes: number
}

/**
 * Copies the database of a data folder into a file, also while Phloem runs on it: all that was committed before the
 * copy began, in one piece. The file appears only once it is whole, checked and on disk. Throws `StoreError`.
 */
export async function backUp(dataFolder: string, target: string): Promise<BackupContents> {
  const source = join(dataFolder, 'phloem.db')
  if (!existsSync(source))
    throw new StoreError('no_database', `There is no database in the data folder ${dataFolder}.`)
  if (existsSync(target))
    throw new StoreError('file_exists', `The file ${target} exists already; nothing was overwritten.`)
  const beside = `${target}.${process.pid}.tmp`
  try {
    const database = new DatabaseSync(source, { timeout: 5000 })
    try {
      // All steps read what was committed now; without this each write of the running Phloem would begin the copy anew.
      database.exec('BEGIN')
      database.prepare('SELECT count(*) FROM sqlite_schema').get()
      // Little by little onto the disk: Phloem's own syncs would wait for all of it at once.
      await copyDatabase(database, beside, { rate: PAGES_PER_STEP, progress: () => sync(beside) })
    } finally {
      database.close()
    }
    const contents = check(beside)
    renameSync(beside, target)
    sync(dirname(target))
    return contents
  } catch (error) {
    rmSync(beside, { force: true })
    throw openingError(dataFolder, error)
  }
}

/**
 * Puts a backup in the place of a data folder's database; what was there stays beside it. Refuses while Phloem runs on
 * the folder. Returns where the old database is, or null where there was none. Throws `StoreError`.
 */
export async function restore(
  dataFolder: string,
  source: string,
  at: Date,
): Promise<{ contents: BackupContents; before: string | null }> {
  const folder = resolve(dataFolder)
  if (!existsSync(source)) throw new StoreError('no_database', `There is no file ${source}.`)
  const database = join(folder, 'phloem.db')
  const beside = `${database}.restoring`
  let lock: { close: () => void } | null = null
  try {
    lock = lockInstance(folder)
    await copyFile(source, beside)
    const contents = check(beside)
    const before = existsSync(database) ? moveAside(database, at) : null
    renameSync(beside, database)
    sync(folder)
    return { contents, before }
  } catch (error) {
    rmSync(beside, { force: true })
    throw openingError(folder, error)
  } finally {
    lock?.close()
  }
}

/** The log beside the database belongs to it: without it the newest calls would be missing. */
function moveAside(database: string, at: Date): string {
  const aside = `${database}.before-restore-${at.toISOString().replace(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix)
  }
  return aside
}

/** Reads the whole file. */
function check(file: string): BackupContents {
  const database = new DatabaseSync(file)
  try {
    // As one file, so that nothing is left in a log beside it.
    database.exec('PRAGMA journal_mode = DELETE')
    const value = (sql: string): unknown => Object.values(database.prepare(sql).get() ?? {})[0]
    const verdict = value('PRAGMA integrity_check(1)')
    if (verdict !== 'ok') throw new StoreError('damaged', `The database in ${file} is damaged: ${verdict}.`)
    const schema = Number(value('PRAGMA user_version'))
    if (schema < 1) throw new StoreError('no_database', `The file ${file} is no database of Phloem.`)
    if (schema > MIGRATIONS.length)
      throw new StoreError(
        'newer_schema',
        `The file ${file} was written by a newer Phloem: its schema is ${schema}, this one knows up to ${MIGRATIONS.length}.`,
      )
    return {
      calls: Number(value('SELECT count(*) FROM calls')),
      owed: Number(value("SELECT count(*) FROM deliveries WHERE state = 'pending'")),
      flows: Number(value('SELECT count(*) FROM flows WHERE draft IS NOT NULL')),
      bytes: statSync(file).size,
    }
  } finally {
    database.close()
    sync(file)
  }
}

function sync(path: string) {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
