import type { DatabaseSync } from 'node:sqlite'
import type { ApiToken, ApiTokenStore } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createApiTokenStore(database: DatabaseSync, write: Write): ApiTokenStore {
  const insert = database.prepare(`
    INSERT INTO api_tokens (token_hash, id, created_at, last_used_at, record)
    VALUES (:tokenHash, :id, :createdAt, :lastUsedAt, :record)`)
  const count = database.prepare('SELECT count(*) AS count FROM api_tokens')
  const columns = 'last_used_at AS lastUsedAt, record'
  const select = database.prepare(`SELECT ${columns} FROM api_tokens WHERE token_hash = ?`)
  const selectById = database.prepare(`SELECT ${columns} FROM api_tokens WHERE id = ?`)
  const selectAll = database.prepare(`SELECT ${columns} FROM api_tokens ORDER BY created_at DESC, id`)
  const touch = database.prepare('UPDATE api_tokens SET last_used_at = ? WHERE id = ?')
  const erase = database.prepare('DELETE FROM api_tokens WHERE id = ?')

  return {
    list: async () => (selectAll.all() as unknown as Row[]).map(tokenOf),
    find: async (tokenHash) => {
      const row = select.get(tokenHash) as unknown as Row | undefined
      return row ? tokenOf(row) : null
    },
    create: (token, limit) =>
      write(() => {
        if ((count.get() as { count: number }).count >= limit) return false
        const { tokenHash, id, createdAt, lastUsedAt } = token
        insert.run({ tokenHash, id, createdAt, lastUsedAt, record: JSON.stringify(token) })
        return true
      }),
    touch: (id, lastUsedAt) =>
      write(() => {
        touch.run(lastUsedAt, id)
      }),
    remove: (id) =>
      write(() => {
        const row = selectById.get(id) as unknown as Row | undefined
        erase.run(id)
        return row ? tokenOf(row) : null
      }),
  }
}

interface Row {
  lastUsedAt: number | null
  record: string
}

const tokenOf = ({ record, lastUsedAt }: Row): ApiToken => ({ ...JSON.parse(record), lastUsedAt })
