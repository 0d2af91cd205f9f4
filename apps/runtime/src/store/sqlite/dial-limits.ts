import type { DatabaseSync } from 'node:sqlite'
import { type DialLimit, DialLimitError } from '../port.ts'
import { toKey } from './key.ts'

/** A period is counted in so many slices, and the one before the oldest counts too: never less than the whole period. */
const SLICES = 6
/** Removed with each count, so that nobody has to look for them. */
const EXPIRED_AT_ONCE = 20

/** Counts what is limited. Synchronous: `calls.ts` counts inside the write of the call. */
export function createDialLimits(database: DatabaseSync) {
  const selectSum = database.prepare(
    'SELECT coalesce(sum(count), 0) AS sum FROM dial_counts WHERE key = ? AND slice BETWEEN ? AND ?',
  )
  const add = database.prepare(`
    INSERT INTO dial_counts (key, slice, count, expires_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (key, slice) DO UPDATE SET count = count + excluded.count`)
  const eraseExpired = database.prepare(`
    DELETE FROM dial_counts WHERE (key, slice) IN (
      SELECT key, slice FROM dial_counts WHERE expires_at < ? ORDER BY expires_at LIMIT ${EXPIRED_AT_ONCE})`)
  const selectOthers = database.prepare(
    'SELECT count(*) AS count, coalesce(max(depth), 0) AS depth FROM live_dials WHERE key = ? AND call_uuid <> ?',
  )
  const putLive = database.prepare(
    'INSERT OR REPLACE INTO live_dials (key, call_uuid, depth) VALUES (?, ?, ?)',
  )
  const eraseLive = database.prepare('DELETE FROM live_dials WHERE call_uuid = ?')

  return {
    /** Throws `DialLimitError` where one is reached; what was counted before it goes with the transaction. */
    count: (callUUID: string, limits: readonly DialLimit[]) => {
      for (const limit of limits) countOne(toKey(callUUID), limit)
    },
    callEnded: (callUUID: string) => void eraseLive.run(toKey(callUUID)),
  }

  function countOne(call: string, limit: DialLimit) {
    const key = toKey(limit.key)
    switch (limit.kind) {
      case 'rate': {
        const sliceMs = limit.periodMs / SLICES
        const slice = Math.floor(limit.at / sliceMs)
        const { sum } = selectSum.get(key, slice - SLICES, slice) as { sum: number }
        refuseBeyond(limit, sum + limit.add)
        add.run(key, slice, limit.add, limit.at + 2 * limit.periodMs)
        eraseExpired.run(limit.at)
        return
      }
      case 'live_calls': {
        const { count } = selectOthers.get(key, call) as { count: number }
        refuseBeyond(limit, count + 1)
        putLive.run(key, call, 0)
        return
      }
      case 'own_number': {
        const { depth } = selectOthers.get(toKey(limit.calledKey), call) as { depth: number }
        refuseBeyond(limit, depth + 1)
        putLive.run(key, call, depth + 1)
      }
    }
  }
}

function refuseBeyond(limit: DialLimit, count: number) {
  if (limit.most !== null && count > limit.most) throw new DialLimitError(limit)
}
