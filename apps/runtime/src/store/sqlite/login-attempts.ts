import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { LoginAttempt, LoginAttemptStore, LoginLimit } from '../port.ts'
import type { Write } from './group-commit.ts'
import { toKey, toKeyOrNull } from './key.ts'

export function createLoginAttemptStore(database: DatabaseSync, write: Write): LoginAttemptStore {
  const insert = database.prepare(
    'INSERT INTO login_attempts (id, ip, account, at) VALUES (:id, :ip, :account, :at)',
  )
  const erase = database.prepare('DELETE FROM login_attempts WHERE id = ?')
  // The attempt that must have left the window before there is room. A clock that was set back has left some in the future.
  const nthNewest = (column: string) =>
    database.prepare(`
      SELECT at FROM login_attempts WHERE ${column} = :key AND at > :since AND at <= :now
      ORDER BY at DESC LIMIT 1 OFFSET :most - 1`)
  const nthNewestOf: Record<LoginLimit['of'], StatementSync> = {
    ip: nthNewest('ip'),
    account: nthNewest('account'),
  }

  return {
    begin: (attempt, limits) =>
      write(() => {
        const freeAt = Math.max(0, ...limits.map((limit) => freeAtUnder(limit, attempt)))
        if (freeAt > attempt.at) return { freeAt }
        const { id, at } = attempt
        insert.run({ id, at, ip: toKey(attempt.ip), account: toKeyOrNull(attempt.account) })
        return null
      }),
    forget: (id) =>
      write(() => {
        erase.run(id)
      }),
  }

  function freeAtUnder({ of, most, withinMs }: LoginLimit, attempt: LoginAttempt): number {
    const key = toKeyOrNull(attempt[of])
    const window = { key, since: attempt.at - withinMs, now: attempt.at, most }
    const row = nthNewestOf[of].get(window) as { at: number } | undefined
    return row === undefined ? 0 : row.at + withinMs
  }
}
