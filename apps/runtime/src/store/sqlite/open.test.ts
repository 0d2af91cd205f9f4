import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newCall } from '../contract/samples.ts'
import type { Store } from '../port.ts'
import { openDatabase } from './database.ts'
import { openSqliteStore, StoreError } from './open.ts'
import { MIGRATIONS } from './schema.ts'
import { isTooOld } from './sqlite-version.ts'

let home: string
let folder: string
const opened: Store[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'phloem-open-'))
  folder = join(home, 'deep', 'data')
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
  rmSync(home, { recursive: true })
})

function open(path = folder): Store {
  const store = openSqliteStore(path)
  opened.push(store)
  return store
}

function refusal(path = folder): { code: string; message: string } {
  try {
    open(path)
  } catch (error) {
    if (error instanceof StoreError) return { code: error.code, message: error.message }
    throw error
  }
  throw new Error('It was opened')
}

describe('opening the data folder', () => {
  it('makes it for the owner alone', () => {
    open()
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, 'phloem.db')).isFile()).toBe(true)
  })

  it('is refused below a file', () => {
    const file = join(home, 'file')
    writeFileSync(file, '')
    const path = join(file, 'data')
    expect(refusal(path)).toEqual({
      code: 'folder_not_writable',
      message: `The data folder ${path} can't be written: ENOTDIR: not a directory, mkdir '${path}'.`,
    })
  })

  it.runIf(existsSync('/proc/self'))('is refused in a file system that takes no folders', () => {
    expect(refusal('/proc/phloem/data').code).toBe('folder_not_writable')
  })

  it('is refused where the database file can not be opened', () => {
    mkdirSync(join(folder, 'phloem.db'), { recursive: true })
    expect(refusal()).toEqual({
      code: 'folder_not_writable',
      message: `The data folder ${folder} can't be written: unable to open database file.`,
    })
  })

  it('is refused while a store holds it, and works after that', async () => {
    const first = open()
    expect(refusal()).toEqual({
      code: 'folder_in_use',
      message: `The data folder ${folder} is in use by another process: one Phloem at a time can use it.`,
    })
    await expect(first.ping()).resolves.toBeUndefined()
    await first.close()
    await expect(open().ping()).resolves.toBeUndefined()
  })

  it('is refused while another process holds it, until that is killed', async () => {
    const script = `
      const { openSqliteStore } = await import(${JSON.stringify(new URL('./open.ts', import.meta.url).href)})
      globalThis.store = openSqliteStore(${JSON.stringify(folder)})
      process.stdout.write('open')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      await once(child.stdout, 'data')
      expect(refusal().code).toBe('folder_in_use')
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    await expect(open().ping()).resolves.toBeUndefined()
  })

  it('is refused when a newer Phloem wrote it, which stays as it is', async () => {
    await open().close()
    setUserVersion(99)
    expect(refusal()).toEqual({
      code: 'newer_schema',
      message: `The data folder ${folder} was written by a newer Phloem: its schema is 99, this one knows up to ${MIGRATIONS.length}.`,
    })
    setUserVersion(MIGRATIONS.length)
    await expect(open().ping()).resolves.toBeUndefined()
  })

  it('of the first schema gives its deliveries a destination and counts them', async () => {
    mkdirSync(folder, { recursive: true })
    const database = new DatabaseSync(join(folder, 'phloem.db'))
    database.exec(`${MIGRATIONS[0]} PRAGMA user_version = 1`)
    database.exec(`
      INSERT INTO calls VALUES ('c', 1, 1, 'ended', 0, 'f', NULL, '', '', '', '{}');
      INSERT INTO deliveries VALUES
        ('d1', 'c', 'f', 1, 'pending', 2, 7000, NULL, 1, '{"id":"d1","request":{"url":"https://Example.com:443/a"}}'),
        ('d2', 'c', 'f', 2, 'dead', 9, NULL, 3, 2, '{"id":"d2","request":{"url":"nowhere"}}')`)
    database.close()
    const { deliveries } = open()
    expect(await deliveries.find('d1')).toMatchObject({ destination: 'https://example.com', tries: 2 })
    expect(await deliveries.due('https://example.com', 10)).toMatchObject([{ id: 'd1', nextAttemptAt: 7000 }])
    expect(await deliveries.owedByDestination()).toEqual([
      { destination: '', owed: { count: 0, oldestAt: null }, dead: 1 },
      { destination: 'https://example.com', owed: { count: 1, oldestAt: 1 }, dead: 0 },
    ])
  })

  it('of an older schema finds its calls by how they were dialled, and counts the exits that they took', async () => {
    mkdirSync(folder, { recursive: true })
    const database = new DatabaseSync(join(folder, 'phloem.db'))
    database.function('destination_of', String)
    database.exec(`${MIGRATIONS.slice(0, 4).join('')} PRAGMA user_version = 4`)
    const call = { callUUID: 'c', dialStatus: 'busy' }
    const event = {
      at: 7_200_000,
      effects: [{ type: 'speak' }, { type: 'dial', recipients: ['+12025550101', 'sip:a"b'] }],
      trace: [
        { type: 'entered', nodeId: 'n' },
        ...['e', 'e'].map((exit) => ({ type: 'left', nodeId: 'n', exit })),
      ],
    }
    database
      .prepare(`
        INSERT INTO calls (call_uuid, seq, started_at, status, is_unfinished, flow_id, from_number, to_number, search, record)
        VALUES ('c', 1, 7, 'ended', 0, 'f', '', '', '', ?)`)
      .run(JSON.stringify(call))
    database.prepare("INSERT INTO events VALUES ('c', 1, ?)").run(JSON.stringify(event))
    database.close()
    const { calls } = open()
    const found = async (filter: object) => (await calls.list({ limit: 9, ...filter })).calls.length
    expect(await found({ dialStatus: 'busy' })).toBe(1)
    expect(await found({ callee: 'sip:a"b' })).toBe(1)
    expect(await found({ callee: '+1' })).toBe(0)
    expect(await calls.exitCounts('f', 7_200_000, 7_200_001)).toEqual([{ nodeId: 'n', exit: 'e', count: 2 }])
  })

  it('is refused when the database is none', () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'phloem.db'), 'x'.repeat(8192))
    expect(refusal()).toEqual({
      code: 'damaged',
      message: `The database in the data folder ${folder} is damaged: file is not a database.`,
    })
  })

  it('is refused when a page of the database is damaged', async () => {
    const store = open()
    await store.numbers.put({
      number: '+12025550199',
      alias: '',
      source: 'manual',
      flowId: null,
      fallbackNumber: null,
    })
    await store.close()
    const file = join(folder, 'phloem.db')
    const database = new DatabaseSync(file)
    const { rootpage } = database
      .prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'numbers'")
      .get() as {
      rootpage: number
    }
    database.close()
    overwritePage(file, rootpage)
    expect(refusal()).toMatchObject({ code: 'damaged', message: expect.stringContaining(folder) })
  })

  it('sets what durability and safety rest on', () => {
    mkdirSync(folder, { recursive: true })
    const database = openDatabase(folder)
    const inForce = (pragma: string) => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
    const FULL = 2
    expect({
      journal_mode: inForce('journal_mode'),
      synchronous: inForce('synchronous'),
      foreign_keys: inForce('foreign_keys'),
      busy_timeout: inForce('busy_timeout'),
      journal_size_limit: inForce('journal_size_limit'),
      wal_autocheckpoint: inForce('wal_autocheckpoint'),
      trusted_schema: inForce('trusted_schema'),
    }).toEqual({
      journal_mode: 'wal',
      synchronous: FULL,
      foreign_keys: 1,
      busy_timeout: 5000,
      journal_size_limit: 67_108_864,
      wal_autocheckpoint: 1000,
      trusted_schema: 0,
    })
    database.close()
  })

  it.each([
    ['3.53.4', false],
    ['3.51.3', false],
    ['4.0.0', false],
    ['3.100.0', false],
    ['3.51.2', true],
    ['3.9.20', true],
    ['2.99.9', true],
  ])('takes SQLite %s for too old: %s', (version, tooOld) => {
    expect(isTooOld(version)).toBe(tooOld)
  })
})

describe('the embedded store', () => {
  it('has a change in its files when the write resolves, without being closed', async () => {
    const store = open()
    await store.calls.commit(newCall('one'))
    const copy = join(home, 'copy')
    mkdirSync(copy)
    for (const file of ['phloem.db', 'phloem.db-wal']) copyFileSync(join(folder, file), join(copy, file))
    expect(await open(copy).calls.find('one')).toMatchObject({ callUUID: 'one' })
  })

  it('shows no reader a change before it resolves', async () => {
    const store = open()
    const committed = store.calls.commit(newCall('one'))
    expect(await store.calls.find('one')).toBeNull()
    await committed
    expect(await store.calls.find('one')).not.toBeNull()
  })

  it('keeps 1,000 calls that begin at once, and resolves them in their order', async () => {
    const store = open()
    const names = Array.from({ length: 1000 }, (_, index) => `call-${String(index).padStart(4, '0')}`)
    const resolved: string[] = []
    await Promise.all(
      names.map(async (name, startedAt) => {
        await store.calls.commit(newCall(name, { startedAt }))
        resolved.push(name)
      }),
    )
    expect(resolved).toEqual(names)
    const { calls } = await store.calls.list({ limit: 2000 })
    expect(calls.map(({ callUUID }) => callUUID)).toEqual(names.toReversed())
  })

  it('refuses in the database itself to change a version', async () => {
    const store = open()
    await store.flows.publish(
      'report',
      { phloem: 1, id: 'report', name: 'Report', nodes: [], edges: [] },
      '',
      1,
    )
    await store.close()
    const database = new DatabaseSync(join(folder, 'phloem.db'))
    expect(() => database.exec('UPDATE versions SET version = 2')).toThrow('a version never changes')
    database.close()
  })
})

function setUserVersion(version: number) {
  const database = new DatabaseSync(join(folder, 'phloem.db'))
  database.exec(`PRAGMA user_version = ${version}`)
  database.close()
}

function overwritePage(file: string, page: number) {
  const PAGE_BYTES = 4096
  const bytes = readFileSync(file)
  bytes.fill(0xff, (page - 1) * PAGE_BYTES, page * PAGE_BYTES)
  writeFileSync(file, bytes)
}
