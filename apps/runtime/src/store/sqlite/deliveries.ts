import type { DatabaseSync } from 'node:sqlite'
import type { Delivery, DeliveryStore, NewDelivery } from '../port.ts'
import type { Write } from './group-commit.ts'
import { fromKey, toKey } from './key.ts'
import { createPages } from './pages.ts'

/** The port's deliveries, and how the write of a call's change adds one. */
export interface Deliveries extends DeliveryStore {
  add: (delivery: NewDelivery) => void
}

const COLUMNS = 'id, record, state, tries, next_attempt_at AS nextAttemptAt, ended_at AS endedAt'

export function createDeliveries(database: DatabaseSync, write: Write): Deliveries {
  const pages = createPages<DeliveryRow>(database, {
    name: 'deliveries',
    columns: COLUMNS,
    time: 'created_at',
    id: 'id',
  })
  const selectOne = database.prepare(`SELECT ${COLUMNS} FROM deliveries WHERE id = ?`)
  const selectDue = database.prepare(`
    SELECT id, next_attempt_at AS nextAttemptAt FROM deliveries
    WHERE state = 'pending' ORDER BY next_attempt_at, id LIMIT ?`)
  const selectOwed = database.prepare(`
    SELECT count(*) AS count, min(pending_since) AS oldestAt FROM deliveries WHERE state = 'pending'`)
  const insert = database.prepare(`
    INSERT INTO deliveries
      (id, call_uuid, flow_id, created_at, state, tries, next_attempt_at, ended_at, pending_since, record)
    VALUES (:id, :callUUID, :flowId, :createdAt, 'pending', 0, :createdAt, NULL, :createdAt, :record)`)
  const update = database.prepare(`
    UPDATE deliveries SET state = :state, tries = :tries, next_attempt_at = :nextAttemptAt, ended_at = :endedAt
    WHERE id = :id`)
  const reviveDead = database.prepare(`
    UPDATE deliveries SET state = 'pending', tries = 0, next_attempt_at = :at, ended_at = NULL, pending_since = :at
    WHERE id = :id AND state = 'dead'`)
  const insertAttempt = database.prepare('INSERT INTO attempts (delivery_id, record) VALUES (?, ?)')
  const selectAttempts = database.prepare('SELECT record FROM attempts WHERE delivery_id = ? ORDER BY id')

  function read(id: string): Delivery | null {
    const row = selectOne.get(toKey(id)) as DeliveryRow | undefined
    return row ? deliveryOf(row) : null
  }

  function deliveryOf({ id, record, state, tries, nextAttemptAt, endedAt }: DeliveryRow): Delivery {
    const attempts = (selectAttempts.all(id) as { record: string }[]).map((row) => JSON.parse(row.record))
    return { ...(JSON.parse(record) as NewDelivery), state, tries, attempts, nextAttemptAt, endedAt }
  }

  return {
    add: (delivery) => {
      insert.run({
        id: toKey(delivery.id),
        callUUID: toKey(delivery.callUUID),
        flowId: toKey(delivery.flowId),
        createdAt: delivery.createdAt,
        record: JSON.stringify(delivery),
      })
    },
    find: async (id) => read(id),
    list: async ({ state, flowId, callUUID, cursor, limit }) => {
      const { rows, next } = pages({
        conditions: [
          ['state = ?', state],
          ['flow_id = ?', flowId && toKey(flowId)],
          ['call_uuid = ?', callUUID && toKey(callUUID)],
        ],
        cursor,
        limit,
      })
      return { deliveries: rows.map(deliveryOf), next }
    },
    due: async (limit) =>
      (selectDue.all(limit) as { id: string; nextAttemptAt: number }[]).map(({ id, nextAttemptAt }) => ({
        id: fromKey(id),
        nextAttemptAt,
      })),
    recordAttempt: (id, attempt, { state, tries, nextAttemptAt, endedAt }) =>
      write(() => {
        update.run({ id: toKey(id), state, tries, nextAttemptAt, endedAt })
        insertAttempt.run(toKey(id), JSON.stringify(attempt))
      }),
    revive: (id, at) => write(() => (reviveDead.run({ id: toKey(id), at }).changes === 0 ? null : read(id))),
    owed: async () => ({ ...(selectOwed.get() as { count: number; oldestAt: number | null }) }),
  }
}

type DeliveryRow = Pick<Delivery, 'id' | 'state' | 'tries' | 'nextAttemptAt' | 'endedAt'> & { record: string }
