import type { DatabaseSync } from 'node:sqlite'
import type { RetentionStore } from '../port.ts'
import { hourOf } from './exit-counts.ts'
import type { Write } from './group-commit.ts'

export function createRetention(database: DatabaseSync, write: Write): RetentionStore {
  const selectCalls = database.prepare(`
    SELECT call_uuid AS id FROM calls
    WHERE started_at < :before AND is_unfinished = 0 AND NOT EXISTS (
      SELECT 1 FROM deliveries WHERE deliveries.call_uuid = calls.call_uuid
        AND (state = 'pending' OR (state = 'dead' AND ended_at >= :deadBefore)))
    ORDER BY started_at LIMIT :limit`)
  // Tables that point to others come first.
  const eraseCall = [
    'DELETE FROM attempts WHERE delivery_id IN (SELECT id FROM deliveries WHERE call_uuid = ?)',
    'DELETE FROM deliveries WHERE call_uuid = ?',
    'DELETE FROM dialled WHERE call_uuid = ?',
    'DELETE FROM timers WHERE call_uuid = ?',
    'DELETE FROM events WHERE call_uuid = ?',
    'DELETE FROM webhooks WHERE call_uuid = ?',
    'DELETE FROM calls WHERE call_uuid = ?',
  ].map((sql) => database.prepare(sql))
  // Rows stand in the order in which they came, so that the oldest need no index.
  const eraseWebhooks = database.prepare(`
    DELETE FROM webhooks WHERE rowid IN (
      SELECT oldest.rowid FROM (SELECT rowid, call_uuid, at FROM webhooks ORDER BY rowid LIMIT :limit) AS oldest
      LEFT JOIN calls USING (call_uuid)
      WHERE oldest.at < :before AND coalesce(calls.is_unfinished, 0) = 0)`)
  const eraseExitCounts = database.prepare(`
    DELETE FROM exit_counts WHERE (flow_id, hour, node_id, exit) IN (
      SELECT flow_id, hour, node_id, exit FROM exit_counts WHERE hour < :before ORDER BY hour LIMIT :limit)`)
  const eraseSessions = database.prepare(`
    DELETE FROM login_sessions WHERE token_hash IN (
      SELECT token_hash FROM login_sessions WHERE expires_at < :expiredBefore LIMIT :limit)`)
  const eraseLoginAttempts = database.prepare(`
    DELETE FROM login_attempts WHERE id IN (
      SELECT id FROM login_attempts WHERE at < :before ORDER BY at LIMIT :limit)`)
  const eraseAudit = database.prepare(`
    DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < :before ORDER BY at, id LIMIT :limit)`)

  return {
    calls: (before, deadBefore, limit) =>
      write(() => {
        const rows = selectCalls.all({ before, deadBefore, limit }) as { id: string }[]
        for (const { id } of rows) for (const statement of eraseCall) statement.run(id)
        return rows.length
      }),
    webhooks: (before, limit) => write(() => Number(eraseWebhooks.run({ before, limit }).changes)),
    exitCounts: (before, limit) =>
      write(() => Number(eraseExitCounts.run({ before: hourOf(before), limit }).changes)),
    loginSessions: (expiredBefore, limit) =>
      write(() => Number(eraseSessions.run({ expiredBefore, limit }).changes)),
    loginAttempts: (before, limit) => write(() => Number(eraseLoginAttempts.run({ before, limit }).changes)),
    audit: (before, limit) => write(() => Number(eraseAudit.run({ before, limit }).changes)),
  }
}
