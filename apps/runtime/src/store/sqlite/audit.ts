import type { DatabaseSync } from 'node:sqlite'
import type { AuditStore } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey } from './key.ts'
import { createPages } from './pages.ts'

export function createAuditStore(database: DatabaseSync, write: Write): AuditStore {
  const insert = database.prepare('INSERT INTO audit (id, at, action, record) VALUES (?, ?, ?, ?)')
  const page = createPages<{ record: string }>(database, {
    name: 'audit',
    columns: 'record',
    time: 'at',
    id: 'id',
  })

  return {
    add: (entry) =>
      write(() => {
        insert.run(entry.id, entry.at, toKey(entry.action), JSON.stringify(entry))
      }),
    list: async ({ action, cursor, limit }) => {
      const conditions: [string, string | undefined][] = [
        ['action = ?', action === undefined ? undefined : toKey(action)],
      ]
      const { rows, next } = page({ conditions, cursor, limit })
      return { entries: rows.map(({ record }) => JSON.parse(record)), next }
    },
  }
}
