import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setInterval } from 'node:timers'
import type { CallFilter } from '../apps/runtime/src/store/port.ts'
import { openSqliteStore } from '../apps/runtime/src/store/sqlite/open.ts'

/**
 * How long the pages of the list of calls take in a store of a million, and for how long anything else waits meanwhile:
 * `node bench/calls-list.ts [calls]`.
 */
const count = Number(process.argv[2] ?? 1_000_000)
const folder = mkdtempSync(join(tmpdir(), 'phloem-bench-'))
const NOW = Date.UTC(2026, 0, 5)
const SECOND_MS = 1000

const OUTCOMES: [share: number, state: string, dialStatus: string][] = [
  [0.62, 'completed', 'completed'],
  [0.87, 'no_answer', 'no-answer'],
  [0.9999, 'busy_rejected', 'busy'],
  [1, 'failed', 'failed'],
]

async function seed() {
  await openSqliteStore(folder).close()
  const database = new DatabaseSync(join(folder, 'phloem.db'))
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; BEGIN')
  const call = database.prepare(`
    INSERT INTO calls (call_uuid, seq, started_at, status, is_unfinished, flow_id, state, dial_status, from_number,
      to_number, search, record)
    VALUES (?, 3, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?)`)
  const dialled = database.prepare('INSERT INTO dialled VALUES (?, ?, ?)')
  let dice = 1
  const roll = () => {
    dice = (dice * 48_271) % 2_147_483_647
    return dice / 2_147_483_647
  }
  const digits = (n: number) => String(n).padStart(7, '0')
  for (let index = 0; index < count; index += 1) {
    const callUUID = randomUUID()
    const startedAt = NOW - (count - index) * SECOND_MS
    const status = index > count - 40 ? 'live' : 'ended'
    // Half of the calls are one flow's; a hundredth come from one caller.
    const flowId = roll() < 0.5 ? 'front-desk' : `flow-${Math.floor(roll() * 20)}`
    const from = roll() < 0.01 ? '+14155550100' : `+1415${digits(Math.floor(roll() * 100_000))}`
    const to = `+120255501${String(Math.floor(roll() * roll() * 50)).padStart(2, '0')}`
    const callee = `+1303${digits(Math.floor(roll() * 300))}`
    const fate = roll()
    const [, state, dialStatus] = OUTCOMES.find(([share]) => fate <= share) ?? [1, 'failed', 'failed']
    const record = {
      callUUID,
      from,
      to,
      callerName: '',
      direction: 'inbound',
      flowId,
      version: 1,
      status,
      state,
      dialStatus,
      problem: null,
      startedAt,
      endedAt: startedAt + 12_000,
      durationSeconds: 12,
      session: { variables: { Start: { call: { from, to, fields: 'x'.repeat(700) } } } },
      voice: [],
      seq: 3,
    }
    const search = `${from}\n${to}\n\n${callUUID}`
    call.run(callUUID, startedAt, status, flowId, state, dialStatus, from, to, search, JSON.stringify(record))
    dialled.run(callee, startedAt, callUUID)
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}

const cases: [what: string, filter: Omit<CallFilter, 'limit'>][] = [
  ['all', {}],
  ['a flow', { flowId: 'front-desk' }],
  ['a number', { number: '+12025550103' }],
  ['a caller', { from: '+14155550100' }],
  ['a callee', { callee: '+13030000123' }],
  ['live', { status: 'live' }],
  ['ended', { status: 'ended' }],
  ['a state', { state: 'completed' }],
  ['a rare state', { state: 'failed' }],
  ['a dial status', { dialStatus: 'busy' }],
  ['a day', { since: NOW - count * 500, until: NOW - count * 500 + 86_400_000 }],
  ['flow, number', { flowId: 'flow-7', number: '+12025550103' }],
  ['flow, rare state', { flowId: 'flow-7', state: 'failed' }],
  ['flow, number, rare state', { flowId: 'flow-7', number: '+12025550103', state: 'failed' }],
  ['flow, ended, no answer', { flowId: 'front-desk', status: 'ended', dialStatus: 'no-answer' }],
  ['caller, flow, rare state', { from: '+14155550100', flowId: 'flow-7', state: 'failed' }],
  ['callee, number, state', { callee: '+13030000123', number: '+12025550103', state: 'busy_rejected' }],
  ['state that the dial status rules out', { state: 'completed', dialStatus: 'busy' }],
  ['text in many', { text: '415' }],
  ['text in none', { text: 'nobody' }],
  ['text in none, a flow', { text: 'nobody', flowId: 'front-desk' }],
  ['text in none, a state', { text: 'nobody', state: 'completed' }],
]

async function measure() {
  const opening = performance.now()
  const store = openSqliteStore(folder)
  console.log(`opened in ${Math.round(performance.now() - opening)} ms`)
  let longestMs = 0
  let lastAt = performance.now()
  setInterval(() => {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - lastAt)
    lastAt = now
  }, 1).unref()
  const timed = async (filter: CallFilter) => {
    const from = performance.now()
    const page = await store.calls.list(filter)
    return { page, ms: performance.now() - from }
  }
  const deep = Buffer.from(JSON.stringify([NOW - count * 0.9 * SECOND_MS, ''])).toString('base64url')
  console.log('filter'.padEnd(40), 'found  first ms  again ms   deep ms  others wait ms')
  for (const [what, filter] of cases) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    longestMs = 0
    const first = await timed({ ...filter, limit: 50 })
    const again = await timed({ ...filter, limit: 50 })
    const further = await timed({ ...filter, limit: 50, cursor: deep })
    await new Promise((resolve) => setTimeout(resolve, 20))
    const figures = [first.ms, again.ms, further.ms, longestMs].map((ms) => ms.toFixed(1).padStart(9))
    console.log(what.padEnd(40), String(first.page.calls.length).padStart(5), ...figures)
  }
  await store.close()
}

try {
  const from = performance.now()
  await seed()
  const megabytes = Math.round(statSync(join(folder, 'phloem.db')).size / 1e6)
  console.log(`${count} calls, ${megabytes} MB, in ${Math.round((performance.now() - from) / 1000)} s`)
  await measure()
} finally {
  rmSync(folder, { recursive: true })
}
