import type { DatabaseSync } from 'node:sqlite'
import type { LoginSession, LoginSessionStore } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createLoginSessionStore(database: DatabaseSync, write: Write): LoginSessionStore {
  const insert = database.prepare(`
    INSERT INTO login_sessions (token_hash, id, token_id, last_used_at, expires_at, record)
    VALUES (:tokenHash, :id, :tokenId, :lastUsedAt, :expiresAt, :record)`)
  const columns = 'last_used_at AS lastUsedAt, expires_at AS expiresAt, record'
  const select = database.prepare(`SELECT ${columns} FROM login_sessions WHERE token_hash = ?`)
  const selectAll = database.prepare(
    `SELECT ${columns} FROM login_sessions WHERE expires_at > ? ORDER BY last_used_at DESC, id`,
  )
  const touch = database.prepare('UPDATE login_sessions SET last_used_at = ?, expires_at = ? WHERE id = ?')
  const erase = database.prepare('DELETE FROM login_sessions WHERE id = ?')
  const eraseOthers = database.prepare('DELETE FROM login_sessions WHERE id IS NOT ?')
  const eraseOfToken = database.prepare('DELETE FROM login_sessions WHERE token_id = ?')

  return {
    create: (session) =>
      write(() => {
        const { tokenHash, id, tokenId, lastUsedAt, expiresAt } = session
        insert.run({ tokenHash, id, tokenId, lastUsedAt, expiresAt, record: JSON.stringify(session) })
      }),
    find: async (tokenHash) => {
      const row = select.get(tokenHash) as unknown as Row | undefined
      return row ? sessionOf(row) : null
    },
    list: async (now) => (selectAll.all(now) as unknown as Row[]).map(sessionOf),
    touch: (id, lastUsedAt, expiresAt) =>
      write(() => {
        touch.run(lastUsedAt, expiresAt, id)
      }),
    remove: (id) => write(() => erase.run(id).changes > 0),
    removeOthers: (id) => write(() => Number(eraseOthers.run(id).changes)),
    removeOfToken: (tokenId) => write(() => Number(eraseOfToken.run(tokenId).changes)),
  }
}

interface Row {
  lastUsedAt: number
  expiresAt: number
  record: string
}

const sessionOf = ({ record, lastUsedAt, expiresAt }: Row): LoginSession => ({
  ...JSON.parse(record),
  lastUsedAt,
  expiresAt,
})
