import { performance } from 'node:perf_hooks'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Call, CallFilter, DeliveryCounts } from '../port.ts'
import { type CallRow, callOf } from './call-row.ts'
import { toKey } from './key.ts'
import { cursorAfter, type PageRow, readCursor } from './pages.ts'

type Field = 'flowId' | 'number' | 'from' | 'callee' | 'status' | 'state' | 'dialStatus' | 'text'

const CONDITIONS: Record<Field, string> = {
  flowId: 'calls.flow_id = ?',
  number: 'calls.to_number = ?',
  from: 'calls.from_number = ?',
  callee: 'dialled.recipient = ?',
  status: 'calls.status = ?',
  state: 'calls.state = ?',
  dialStatus: 'calls.dial_status = ?',
  text: 'instr(calls.search, ?)',
}

/** Where calls are read from in their order: what it narrows to by itself costs nothing, the rest is looked through. */
interface Way {
  narrows: readonly Field[]
  /** A condition in the words of a partial index, by which alone SQLite knows that it fits. */
  always?: string
  from: string
  time: string
  id: string
}

const byIndex = (index: string, ...narrows: Field[]): Way => ({
  narrows,
  from: `calls INDEXED BY ${index}`,
  time: 'calls.started_at',
  id: 'calls.call_uuid',
})

const OF_CALLEE: Way = {
  narrows: ['callee'],
  from: 'dialled CROSS JOIN calls ON calls.call_uuid = dialled.call_uuid',
  time: 'dialled.started_at',
  id: 'dialled.call_uuid',
}
const LIVE: Way = { ...byIndex('calls_live'), always: "calls.status = 'live'" }
const NEWEST = byIndex('calls_newest')
/** Those with the fewest calls first. The last three hold the text to look through, too. */
const WAYS: readonly Way[] = [
  OF_CALLEE,
  byIndex('calls_from', 'from'),
  LIVE,
  byIndex('calls_to_dialled_so', 'number', 'dialStatus'),
  byIndex('calls_to_in_state', 'number', 'state'),
  byIndex('calls_of_flow_dialled_so', 'flowId', 'dialStatus'),
  byIndex('calls_of_flow_in_state', 'flowId', 'state'),
  byIndex('calls_dialled_so', 'dialStatus'),
  byIndex('calls_in_state', 'state'),
  byIndex('calls_to', 'number'),
  byIndex('calls_of_flow', 'flowId'),
  NEWEST,
]
const OUTCOMES: readonly Field[] = ['state', 'dialStatus']

/**
 * Calls are looked through a slice at a time; then whoever else has something to do comes first, such as a webhook. A
 * slice is as long as takes about this: fewer calls where each has to be fetched from the disk.
 */
const SLICE_MS = 5
const FIRST_SLICE = 250
const LONGEST_SLICE = 1000

type Edge = [time: number, id: string]
type Row = CallRow & PageRow & { callKey: string }

/** Lists calls for people, newest first, each with how its deliveries stand. */
export function createCallList(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>()
  const countDeliveries = database.prepare(
    'SELECT state, count(*) AS count FROM deliveries WHERE call_uuid = ? GROUP BY state',
  )

  return async (filter: CallFilter) => {
    const { cursor, since = 0, until = Number.MAX_SAFE_INTEGER, limit } = filter
    const after = cursor === undefined ? null : readCursor(cursor)
    if (cursor !== undefined && after === null) return { calls: [], next: null }
    // A page ends before its `top`. No call has an empty id, so that none of the moment itself comes in.
    const top: Edge = after !== null && after[0] < until ? after : [until, '']
    const rows = await read(filter, top, since, limit + 1)
    const shown = rows.slice(0, limit)
    const last = shown.at(-1)
    return {
      calls: shown.map((row) => ({ ...callOf(row), deliveries: counts(row.callKey) })),
      next: rows.length > limit && last ? cursorAfter(last) : null,
    }
  }

  async function read(filter: CallFilter, top: Edge, since: number, wanted: number): Promise<Row[]> {
    const isLive = filter.status === 'live'
    const given = valuesOf(filter)
    const way = wayFor(given, isLive)
    const narrowed = given.filter(([field]) => way.narrows.includes(field))
    const others = given.filter(
      ([field]) => !way.narrows.includes(field) && !(field === 'status' && way === LIVE),
    )
    if (others.length === 0) return page(way, narrowed, [], top, [since, ''], wanted)
    const rows: Row[] = []
    let slice = FIRST_SLICE
    for (let end: Edge | null = top; end !== null && rows.length < wanted; ) {
      const beganMs = performance.now()
      const bottom = bottomOf(way, narrowed, end, since, slice)
      rows.push(...page(way, narrowed, others, end, bottom ?? [since, ''], wanted - rows.length))
      end = bottom
      const tookMs = performance.now() - beganMs
      if (tookMs < SLICE_MS) slice = Math.min(slice * 2, LONGEST_SLICE)
      else if (tookMs > 2 * SLICE_MS) slice = Math.max(Math.ceil(slice / 4), 50)
      if (end !== null && rows.length < wanted) await othersFirst()
    }
    return rows
  }

  /** Where the slice below `top` begins; null when it is the last. */
  function bottomOf(way: Way, narrowed: Given[], top: Edge, since: number, slice: number): Edge | null {
    const sql = `
      SELECT ${way.time} AS time, ${way.id} AS id FROM ${way.from} WHERE ${between(way, narrowed)}
      ORDER BY ${way.time} DESC, ${way.id} DESC LIMIT 1 OFFSET ?`
    const row = statement(sql).get(...valuesIn(narrowed), ...top, since, '', slice - 1) as
      | { time: number; id: string }
      | undefined
    return row ? [row.time, row.id] : null
  }

  function page(way: Way, narrowed: Given[], others: Given[], top: Edge, bottom: Edge, limit: number): Row[] {
    const wheres = [between(way, narrowed), ...others.map(([field]) => CONDITIONS[field])]
    const sql = `
      SELECT calls.record, calls.quiet_until AS quietUntil, calls.call_uuid AS callKey, ${way.time} AS pageTime,
        ${way.id} AS pageId
      FROM ${way.from} WHERE ${wheres.join(' AND ')} ORDER BY ${way.time} DESC, ${way.id} DESC LIMIT ?`
    const values = [...valuesIn(narrowed), ...top, ...bottom, ...valuesIn(others), limit]
    return statement(sql).all(...values) as unknown as Row[]
  }

  function statement(sql: string): StatementSync {
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
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

type Given = [field: Field, value: string]

const FIELDS = Object.keys(CONDITIONS) as Field[]

const valuesOf = (filter: CallFilter): Given[] =>
  FIELDS.flatMap((field): Given[] => {
    const value = filter[field]
    if (value === undefined || (field === 'text' && value === '')) return []
    return [[field, field === 'text' ? searchable(value) : toKey(value)]]
  })

const valuesIn = (given: readonly Given[]): string[] => given.map(([, value]) => value)

function wayFor(given: readonly Given[], isLive: boolean): Way {
  const fields = given.map(([field]) => field)
  const hasText = fields.includes('text')
  const fits = ({ narrows }: Way): boolean => {
    // The indexes by outcome do not hold the text, and reading the calls themselves takes long.
    if (hasText && narrows.some((field) => OUTCOMES.includes(field))) return false
    return narrows.every((field) => fields.includes(field))
  }
  return WAYS.find((way) => fits(way) && (way !== LIVE || isLive)) ?? NEWEST
}

function between({ always, time, id }: Way, narrowed: readonly Given[]): string {
  const range = [`(${time}, ${id}) < (?, ?)`, `(${time}, ${id}) >= (?, ?)`]
  const wheres = narrowed.map(([field]) => CONDITIONS[field])
  return [...(always === undefined ? [] : [always]), ...wheres, ...range].join(' AND ')
}

/** What a search looks through. Keys hold no line breaks, so no text reaches from one part into the next. */
export const searchText = ({ from, to, callerName, callUUID }: Call): string =>
  [from, to, callerName, callUUID].map(searchable).join('\n')

const searchable = (text: string): string => toKey(text.toLowerCase())
