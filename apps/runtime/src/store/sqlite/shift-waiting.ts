import type { DatabaseSync } from 'node:sqlite'
import type { Store } from '../port.ts'
import type { Write } from './group-commit.ts'

export function createShift(database: DatabaseSync, write: Write): Store['shiftWaiting'] {
  const statements = [
    'UPDATE timers SET due_at = due_at + ?',
    "UPDATE deliveries SET next_attempt_at = next_attempt_at + ? WHERE state = 'pending'",
    "UPDATE calls SET quiet_until = quiet_until + ? WHERE status = 'live'",
  ].map((sql) => database.prepare(sql))

  return (byMs) =>
    write(() => {
      for (const statement of statements) statement.run(byMs)
    })
}
