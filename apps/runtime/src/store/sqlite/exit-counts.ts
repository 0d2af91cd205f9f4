import type { DatabaseSync } from 'node:sqlite'
import type { CallEvent, ExitCount } from '../port.ts'
import { fromKey, toKey } from './key.ts'

const HOUR_MS = 60 * 60_000

/** Since 1970. */
export const hourOf = (at: number): number => Math.floor(at / HOUR_MS)

/** How often exits are taken, by the hour. Synchronous: `calls.ts` counts inside its own write. */
export function createExitCounts(database: DatabaseSync) {
  const addOne = database.prepare(`
    INSERT INTO exit_counts (flow_id, hour, node_id, exit, count) VALUES (?, ?, ?, ?, 1)
    ON CONFLICT (flow_id, hour, node_id, exit) DO UPDATE SET count = count + 1`)
  const selectSums = database.prepare(`
    SELECT node_id AS nodeId, exit, sum(count) AS count FROM exit_counts
    WHERE flow_id = ? AND hour BETWEEN ? AND ? GROUP BY node_id, exit ORDER BY node_id, exit`)

  return {
    count: (flowId: string, { at, trace }: CallEvent) => {
      for (const line of trace)
        if (line.type === 'left') addOne.run(toKey(flowId), hourOf(at), toKey(line.nodeId), toKey(line.exit))
    },
    sums: (flowId: string, from: number, to: number): ExitCount[] =>
      // The last hour is that of the last moment before `to`.
      (selectSums.all(toKey(flowId), hourOf(from), hourOf(to - 1)) as unknown as ExitCount[]).map((row) => ({
        nodeId: fromKey(row.nodeId),
        exit: fromKey(row.exit),
        count: row.count,
      })),
  }
}
