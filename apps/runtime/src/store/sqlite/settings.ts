import type { DatabaseSync } from 'node:sqlite'
import type { SettingStore } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createSettingStore(database: DatabaseSync, write: Write): SettingStore {
  const selectOne = database.prepare('SELECT record FROM settings WHERE name = ?')
  const upsert = database.prepare('INSERT OR REPLACE INTO settings (name, record) VALUES (?, ?)')

  return {
    find: async (name) => {
      const row = selectOne.get(name) as { record: string } | undefined
      return row === undefined ? null : JSON.parse(row.record)
    },
    put: (name, value) =>
      write(() => {
        upsert.run(name, JSON.stringify(value))
      }),
  }
}
