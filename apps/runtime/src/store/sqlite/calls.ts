import type { DatabaseSync } from 'node:sqlite'
import { type Call, type CallChange, type CallStore, StaleCallError, type Timer } from '../port.ts'
import { createCallList, searchText } from './call-list.ts'
import { type CallRow, callOf } from './call-row.ts'
import type { Deliveries } from './deliveries.ts'
import { createDialLimits } from './dial-limits.ts'
import { createExitCounts } from './exit-counts.ts'
import type { Write } from './group-commit.ts'
import { toKey, toKeyOrNull } from './key.ts'
import { createWebhooks } from './webhooks.ts'

export function createCallStore(database: DatabaseSync, write: Write, deliveries: Deliveries): CallStore {
  const webhooks = createWebhooks(database)
  const selectOne = database.prepare(
    'SELECT record, quiet_until AS quietUntil FROM calls WHERE call_uuid = ?',
  )
  const selectUnfinished = database.prepare(
    'SELECT record, quiet_until AS quietUntil FROM calls WHERE is_unfinished = 1 ORDER BY started_at, call_uuid',
  )
  const selectSilent = database.prepare(`
    SELECT record, quiet_until AS quietUntil FROM calls WHERE status = 'live' AND quiet_until <= ?
    ORDER BY quiet_until LIMIT ?`)
  const insert = database.prepare(`
    INSERT INTO calls (call_uuid, seq, started_at, status, is_unfinished, quiet_until, flow_id, state,
      dial_status, from_number, to_number, search, record)
    VALUES (:callUUID, :seq, :startedAt, :status, :isUnfinished, :quietUntil, :flowId, :state, :dialStatus, :from, :to,
      :search, :record)
    ON CONFLICT (call_uuid) DO NOTHING`)
  const update = database.prepare(`
    UPDATE calls SET seq = :seq, started_at = :startedAt, status = :status, is_unfinished = :isUnfinished,
      quiet_until = :quietUntil, flow_id = :flowId, state = :state, dial_status = :dialStatus, from_number = :from,
      to_number = :to, search = :search, record = :record
    WHERE call_uuid = :callUUID AND seq = :seqBefore`)
  const insertEvent = database.prepare('INSERT INTO events (call_uuid, seq, record) VALUES (?, ?, ?)')
  const insertDialled = database.prepare(
    'INSERT OR IGNORE INTO dialled (recipient, started_at, call_uuid) VALUES (?, ?, ?)',
  )
  const exits = createExitCounts(database)
  const limits = createDialLimits(database)
  const selectEvents = database.prepare('SELECT record FROM events WHERE call_uuid = ? ORDER BY seq')
  const putTimer = database.prepare(
    'INSERT OR REPLACE INTO timers (call_uuid, step, due_at, record) VALUES (?, ?, ?, ?)',
  )
  const eraseTimer = database.prepare('DELETE FROM timers WHERE call_uuid = ? AND step = ?')
  const selectTimers = database.prepare('SELECT record, due_at AS dueAt FROM timers ORDER BY due_at')

  function keep(change: CallChange) {
    const { call, isNew, event, webhook, firedTimer } = change
    const events = event === null ? [] : [event, ...(change.followUps ?? [])]
    const columns = columnsOf(call)
    const { changes } = isNew
      ? insert.run(columns)
      : update.run({ ...columns, seqBefore: call.seq - events.length })
    if (changes === 0) throw new StaleCallError(`Call ${call.callUUID} has moved on since it was read`)
    for (const event of events) {
      insertEvent.run(toKey(event.callUUID), event.seq, JSON.stringify(event))
      for (const { recipients } of event.effects.filter((effect) => effect.type === 'dial'))
        for (const recipient of recipients)
          insertDialled.run(toKey(recipient), call.startedAt, columns.callUUID)
      if (call.flowId !== null) exits.count(call.flowId, event)
    }
    limits.count(call.callUUID, change.dialLimits ?? [])
    if (event?.event.type === 'hung_up') limits.callEnded(call.callUUID)
    if (webhook !== null && !webhooks.add(webhook)) {
      throw new StaleCallError(`Call ${call.callUUID} has had the webhook "${webhook.key}" already`)
    }
    for (const delivery of change.deliveries) deliveries.add(delivery)
    if (firedTimer !== null) eraseTimer.run(toKey(firedTimer.callUUID), firedTimer.step)
    for (const timer of change.timers) {
      putTimer.run(toKey(timer.callUUID), timer.step, timer.dueAt, JSON.stringify(timer))
    }
  }

  const list = createCallList(database)

  return {
    find: async (callUUID) => {
      const row = selectOne.get(toKey(callUUID)) as CallRow | undefined
      return row ? callOf(row) : null
    },
    list,
    exitCounts: async (flowId, from, to) => exits.sums(flowId, from, to),
    commit: (change) => write(() => keep(change)),
    webhook: async (callUUID, key) => webhooks.first(callUUID, key),
    noteWebhook: (webhook) =>
      write(() => {
        if (!webhooks.add(webhook)) webhooks.add({ ...webhook, isDuplicate: true })
      }),
    answerWebhook: (webhook) => write(() => webhooks.answer(webhook)),
    events: async (callUUID) => records(selectEvents.all(toKey(callUUID))),
    webhooks: async (callUUID) => webhooks.ofCall(callUUID),
    unfinished: async () => (selectUnfinished.all() as unknown as CallRow[]).map(callOf),
    silent: async (now, limit) => (selectSilent.all(now, limit) as unknown as CallRow[]).map(callOf),
    timers: async () =>
      (selectTimers.all() as unknown as (Row & Pick<Timer, 'dueAt'>)[]).map(({ record, dueAt }) => ({
        ...(JSON.parse(record) as Timer),
        dueAt,
      })),
  }
}

const columnsOf = (call: Call) => ({
  callUUID: toKey(call.callUUID),
  seq: call.seq,
  startedAt: call.startedAt,
  status: call.status,
  quietUntil: call.quietUntil,
  isUnfinished: Number(call.status === 'live' || call.session?.status === 'running'),
  flowId: toKeyOrNull(call.flowId),
  state: toKeyOrNull(call.state),
  dialStatus: toKeyOrNull(call.dialStatus),
  from: toKey(call.from),
  to: toKey(call.to),
  search: searchText(call),
  record: JSON.stringify(call),
})

interface Row {
  record: string
}

const records = <T>(rows: unknown[]): T[] => (rows as Row[]).map(({ record }) => JSON.parse(record))
