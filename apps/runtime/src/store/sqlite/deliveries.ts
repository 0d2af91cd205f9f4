import type { DatabaseSync } from 'node:sqlite'
import type { Attempt, Delivery, DeliveryStore, DueDelivery, NewDelivery, ReviveFilter } from '../port.ts'
import type { Write } from './group-commit.ts'
import { fromKey, toKey } from './key.ts'
import { createPages } from './pages.ts'

/** The port's deliveries, and how the write of a call's change adds one. */
export interface Deliveries extends DeliveryStore {
  add: (delivery: NewDelivery) => void
}

const COLUMNS = 'id, record, destination, state, tries, next_attempt_at AS nextAttemptAt, ended_at AS endedAt'
const DUE_COLUMNS = 'id, destination, next_attempt_at AS nextAttemptAt'

export function createDeliveries(database: DatabaseSync, write: Write): Deliveries {
  const pages = createPages<DeliveryRow>(database, {
    name: 'deliveries',
    columns: COLUMNS,
    time: 'created_at',
    id: 'id',
  })
  const selectOne = database.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE id = ?`)
  const selectDue = database.prepare(`
    SELECT ${DUE_COLUMNS} FROM deliveries
    WHERE state = 'pending' AND destination = ? ORDER BY next_attempt_at, id LIMIT ?`)
  const selectCounts = database.prepare(`
    SELECT destination, sum(count) FILTER (WHERE state = 'pending') AS pending,
      sum(count) FILTER (WHERE state = 'dead') AS dead
    FROM delivery_counts WHERE count > 0 AND state <> 'delivered' GROUP BY destination`)
  const selectOldest = database.prepare(`
    SELECT min(pending_since) AS oldestAt FROM deliveries WHERE state = 'pending' AND destination = ?`)
  const insert = database.prepare(`
    INSERT INTO deliveries (id, call_uuid, flow_id, destination, created_at, state, tries, next_attempt_at,
      ended_at, pending_since, record)
    VALUES (:id, :callUUID, :flowId, :destination, :createdAt, 'pending', 0, :createdAt, NULL, :createdAt, :record)`)
  const update = database.prepare(`
    UPDATE deliveries SET state = :state, tries = :tries, next_attempt_at = :nextAttemptAt, ended_at = :endedAt,
      begun_at = NULL
    WHERE id = :id`)
  const begin = database.prepare(
    `UPDATE deliveries SET begun_at = :at WHERE id = :id AND state = 'pending' AND begun_at IS NULL`,
  )
  const selectBegun = database.prepare('SELECT id FROM deliveries WHERE begun_at IS NOT NULL')
  const revival = `
    UPDATE deliveries SET state = 'pending', tries = 0, next_attempt_at = :at, ended_at = NULL, pending_since = :at
    WHERE state = 'dead' AND`
  const reviveOne = database.prepare(`${revival} id = :id RETURNING ${DUE_COLUMNS}`)
  const reviveMatching = database.prepare(`${revival} id IN (
      SELECT id FROM deliveries WHERE state = 'dead' AND ended_at < :at
        AND (:destination IS NULL OR destination = :destination) AND (:flowId IS NULL OR flow_id = :flowId)
        AND created_at >= :from AND created_at < :to
      ORDER BY created_at, id LIMIT :limit)
    RETURNING ${DUE_COLUMNS}`)
  const insertAttempt = database.prepare('INSERT INTO attempts (delivery_id, record) VALUES (?, ?)')
  const selectAttempts = database.prepare('SELECT record FROM attempts WHERE delivery_id = ? ORDER BY id')

  function read(id: string): Delivery | null {
    const row = selectOne.get(toKey(id)) as DeliveryRow | undefined
    return row ? deliveryOf(row) : null
  }

  function deliveryOf({
    id,
    record,
    destination,
    state,
    tries,
    nextAttemptAt,
    endedAt,
  }: DeliveryRow): Delivery {
    const attempts = (selectAttempts.all(id) as { record: string }[]).map((each) => JSON.parse(each.record))
    const asCreated = { ...(JSON.parse(record) as NewDelivery), destination: fromKey(destination) }
    return { ...asCreated, state, tries, attempts, nextAttemptAt, endedAt }
  }

  function keepAttempt(
    id: string,
    attempt: Attempt,
    { state, tries, nextAttemptAt, endedAt }: Parameters<DeliveryStore['recordAttempt']>[2],
  ) {
    update.run({ id: toKey(id), state, tries, nextAttemptAt, endedAt })
    insertAttempt.run(toKey(id), JSON.stringify(attempt))
  }

  function counts() {
    const rows = selectCounts.all() as { destination: string; pending: number | null; dead: number | null }[]
    return rows.map(({ destination, pending, dead }) => ({
      destination: fromKey(destination),
      owed: { count: pending ?? 0, ...(selectOldest.get(destination) as { oldestAt: number | null }) },
      dead: dead ?? 0,
    }))
  }

  function revive(filter: ReviveFilter, at: number, limit: number): DueDelivery[] {
    if ('ids' in filter) {
      return filter.ids
        .slice(0, limit)
        .flatMap((id) => (reviveOne.all({ id: toKey(id), at }) as unknown as DueDelivery[]).map(dueOf))
    }
    const { destination, flowId, from = 0, to = Number.MAX_SAFE_INTEGER } = filter
    const rows = reviveMatching.all({
      at,
      destination: destination === undefined ? null : toKey(destination),
      flowId: flowId === undefined ? null : toKey(flowId),
      from,
      to,
      limit,
    })
    return (rows as unknown as DueDelivery[]).map(dueOf)
  }

  return {
    add: (delivery) => {
      insert.run({
        id: toKey(delivery.id),
        callUUID: toKey(delivery.callUUID),
        flowId: toKey(delivery.flowId),
        destination: toKey(delivery.destination),
        createdAt: delivery.createdAt,
        record: JSON.stringify(delivery),
      })
    },
    find: async (id) => read(id),
    list: async ({ state, destination, flowId, callUUID, from, to, cursor, limit }) => {
      const { rows, next } = pages({
        conditions: [
          ['state = ?', state],
          ['destination = ?', destination === undefined ? undefined : toKey(destination)],
          ['flow_id = ?', flowId && toKey(flowId)],
          ['call_uuid = ?', callUUID && toKey(callUUID)],
          ['created_at >= ?', from],
          ['created_at < ?', to],
        ],
        cursor,
        limit,
      })
      return { deliveries: rows.map(deliveryOf), next }
    },
    owing: async () =>
      counts()
        .filter(({ owed }) => owed.count > 0)
        .map(({ destination }) => destination),
    due: async (destination, limit) =>
      (selectDue.all(toKey(destination), limit) as unknown as DueDelivery[]).map(dueOf),
    begin: (id, at) => write(() => begin.run({ id: toKey(id), at }).changes > 0),
    abandonBegun: (at, error) =>
      write(() => {
        const begun = (selectBegun.all() as { id: string }[]).flatMap(({ id }) => read(fromKey(id)) ?? [])
        for (const { id, tries, attempts } of begun) {
          const attempt = {
            number: attempts.length + 1,
            at,
            durationMs: 0,
            status: null,
            error,
            responseBody: '',
          }
          keepAttempt(id, attempt, { state: 'dead', tries: tries + 1, nextAttemptAt: null, endedAt: at })
        }
        return begun.length
      }),
    recordAttempt: (id, attempt, then) => write(() => keepAttempt(id, attempt, then)),
    revive: (id, at) => write(() => (reviveOne.all({ id: toKey(id), at }).length === 0 ? null : read(id))),
    reviveMany: (filter, at, limit) => write(() => revive(filter, at, limit)),
    owed: async () => {
      const owed = counts().map((each) => each.owed)
      const oldest = owed.flatMap(({ oldestAt }) => oldestAt ?? [])
      return {
        count: owed.reduce((sum, { count }) => sum + count, 0),
        oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
      }
    },
    owedByDestination: async () => counts(),
  }
}

type DeliveryRow = Pick<Delivery, 'id' | 'destination' | 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'> & {
  record: string
}

const dueOf = ({ id, destination, nextAttemptAt }: DueDelivery): DueDelivery => ({
  id: fromKey(id),
  destination: fromKey(destination),
  nextAttemptAt,
})
