import type { DatabaseSync } from 'node:sqlite'
import type { PasswordStore } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createPasswordStore(database: DatabaseSync, write: Write): PasswordStore {
  const select = database.prepare('SELECT record FROM password')
  const upsert = database.prepare('INSERT OR REPLACE INTO password (only_one, record) VALUES (1, ?)')

  return {
    find: async () => {
      const row = select.get() as { record: string } | undefined
      return row ? JSON.parse(row.record) : null
    },
    put: (password) =>
      write(() => {
        upsert.run(JSON.stringify(password))
      }),
  }
}
