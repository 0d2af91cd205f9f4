import type { DatabaseSync } from 'node:sqlite'
import type { Call, CallFilter, DeliveryCounts } from '../port.ts'
import { type CallRow, callOf } from './call-row.ts'
import { toKey } from './key.ts'
import { createPages } from './pages.ts'

/** Lists calls for people, newest first, each with how its deliveries stand. */
export function createCallList(database: DatabaseSync) {
  const pages = createPages<CallRow & { callKey: string }>(database, {
    name: 'calls',
    columns: 'record, quiet_until AS quietUntil, call_uuid AS callKey',
    time: 'started_at',
    id: 'call_uuid',
  })
  const countDeliveries = database.prepare(
    'SELECT state, count(*) AS count FROM deliveries WHERE call_uuid = ? GROUP BY state',
  )

  return ({ flowId, number, from, status, state, text, cursor, limit }: CallFilter) => {
    const { rows, next } = pages({
      conditions: [
        ['flow_id = ?', flowId && toKey(flowId)],
        ['to_number = ?', number && toKey(number)],
        ['from_number = ?', from && toKey(from)],
        ['status = ?', status],
        ['state = ?', state && toKey(state)],
        ['instr(search, ?)', text && searchable(text)],
      ],
      cursor,
      limit,
    })
    return {
      calls: rows.map((row) => ({ ...callOf(row), deliveries: counts(row.callKey) })),
      next,
    }
  }

  function counts(callKey: string): DeliveryCounts {
    const rows = countDeliveries.all(callKey) as unknown as { state: keyof DeliveryCounts; count: number }[]
    return {
      pending: 0,
      delivered: 0,
      dead: 0,
      ...Object.fromEntries(rows.map(({ state, count }) => [state, count])),
    }
  }
}

/** What a search looks through. Keys hold no line breaks, so no text reaches from one part into the next. */
export const searchText = ({ from, to, callerName, callUUID }: Call): string =>
  [from, to, callerName, callUUID].map(searchable).join('\n')

const searchable = (text: string): string => toKey(text.toLowerCase())
