import type { DatabaseSync, StatementSync } from 'node:sqlite'

export interface PageRow {
  record: string
  pageTime: number
  pageId: string
}

interface PageRequest {
  /** SQL conditions with one `?` and its value; those without a value don't filter. */
  conditions: [sql: string, value: string | number | undefined][]
  cursor: string | undefined
  limit: number
}

/**
 * Lists a table newest first, page by page. A page begins after the last row of the one before, wherever that row
 * now stands, so rows that arrive in between neither repeat nor hide others. A cursor that is none gets an empty page.
 */
export function createPages<Row>(
  database: DatabaseSync,
  table: { name: string; columns: string; time: string; id: string },
): (request: PageRequest) => { rows: Row[]; next: string | null } {
  const prepared = new Map<string, StatementSync>()

  return ({ conditions, cursor, limit }) => {
    const filters = conditions.filter(([, value]) => value !== undefined)
    const after = cursor === undefined ? [] : readCursor(cursor)
    if (after === null) return { rows: [], next: null }
    const wheres = filters.map(([sql]) => sql)
    if (after.length > 0) wheres.push(`(${table.time}, ${table.id}) < (?, ?)`)
    const values = filters.map(([, value]) => value as string | number)
    const rows = statement(wheres).all(...values, ...after, limit + 1) as unknown as (Row & PageRow)[]
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return { rows: shown, next: rows.length > limit && last ? cursorAfter(last) : null }
  }

  function statement(wheres: string[]): StatementSync {
    const sql = `
      SELECT ${table.columns}, ${table.time} AS pageTime, ${table.id} AS pageId
      FROM ${table.name} ${wheres.length > 0 ? `WHERE ${wheres.join(' AND ')}` : ''}
      ORDER BY ${table.time} DESC, ${table.id} DESC LIMIT ?`
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
}

export const cursorAfter = ({ pageTime, pageId }: Pick<PageRow, 'pageTime' | 'pageId'>): string =>
  Buffer.from(JSON.stringify([pageTime, pageId])).toString('base64url')

export function readCursor(cursor: string): [time: number, id: string] | null {
  try {
    const [time, id, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return Number.isSafeInteger(time) && typeof id === 'string' && rest.length === 0 ? [time, id] : null
  } catch {
    return null
  }
}
