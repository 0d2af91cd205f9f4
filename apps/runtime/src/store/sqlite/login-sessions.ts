import type { DatabaseSync } from 'node:sqlite'
import type { LoginSession, LoginSessionStore } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createLoginSessionStore(database: DatabaseSync, write: Write): LoginSessionStore {
  const insert = database.prepare(
    'INSERT INTO login_sessions (token_hash, created_at, expires_at) VALUES (:tokenHash, :createdAt, :expiresAt)',
  )
  const select = database.prepare(
    'SELECT created_at AS createdAt, expires_at AS expiresAt FROM login_sessions WHERE token_hash = ?',
  )
  const erase = database.prepare('DELETE FROM login_sessions WHERE token_hash = ?')

  return {
    create: ({ tokenHash, createdAt, expiresAt }) =>
      write(() => {
        insert.run({ tokenHash, createdAt, expiresAt })
      }),
    find: async (tokenHash) => {
      const row = select.get(tokenHash) as Omit<LoginSession, 'tokenHash'> | undefined
      return row ? { tokenHash, ...row } : null
    },
    remove: (tokenHash) =>
      write(() => {
        erase.run(tokenHash)
      }),
  }
}
