import type { DatabaseSync } from 'node:sqlite'
import type { Secret, SecretStore } from '../port.ts'
import type { Write } from './group-commit.ts'

/** Names are plain letters, so that they are their own keys. */
export function createSecretStore(database: DatabaseSync, write: Write): SecretStore {
  const selectAll = database.prepare(
    'SELECT name, sealed, set_at AS setAt, last_used_at AS lastUsedAt FROM secrets ORDER BY name',
  )
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO secrets (name, sealed, set_at, last_used_at) VALUES (?, ?, ?, ?)',
  )
  const touch = database.prepare('UPDATE secrets SET last_used_at = ? WHERE name = ?')
  const erase = database.prepare('DELETE FROM secrets WHERE name = ?')

  return {
    list: async () => (selectAll.all() as unknown as Secret[]).map((row) => ({ ...row })),
    put: ({ name, sealed, setAt, lastUsedAt }) =>
      write(() => {
        upsert.run(name, sealed, setAt, lastUsedAt)
      }),
    noteUse: (name, at) =>
      write(() => {
        touch.run(at, name)
      }),
    remove: (name) =>
      write(() => {
        erase.run(name)
      }),
  }
}
