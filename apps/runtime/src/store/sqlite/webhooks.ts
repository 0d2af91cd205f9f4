import type { DatabaseSync } from 'node:sqlite'
import type { Webhook } from '../port.ts'
import { toKey } from './key.ts'

/** The carrier's requests. Synchronous: `calls.ts` runs the writes inside its own. */
export function createWebhooks(database: DatabaseSync) {
  const columns = 'is_duplicate AS isDuplicate, duration_ms AS durationMs, answer, record'
  const selectFirst = database.prepare(
    `SELECT ${columns} FROM webhooks WHERE call_uuid = ? AND key = ? AND is_duplicate = 0`,
  )
  const selectOfCall = database.prepare(
    `SELECT ${columns} FROM webhooks WHERE call_uuid = ? ORDER BY at, rowid`,
  )
  const insert = database.prepare(`
    INSERT INTO webhooks (id, call_uuid, key, at, is_duplicate, duration_ms, answer, record)
    VALUES (:id, :callUUID, :key, :at, :isDuplicate, :durationMs, :answer, :record)
    ON CONFLICT (call_uuid, key) WHERE is_duplicate = 0 DO NOTHING`)
  const answerOpen = database.prepare(
    'UPDATE webhooks SET answer = :answer, duration_ms = :durationMs WHERE id = :id AND answer IS NULL',
  )

  return {
    first: (callUUID: string, key: string): Webhook | null => {
      const row = selectFirst.get(toKey(callUUID), toKey(key)) as WebhookRow | undefined
      return row ? webhookOf(row) : null
    },
    ofCall: (callUUID: string): Webhook[] =>
      (selectOfCall.all(toKey(callUUID)) as unknown as WebhookRow[]).map(webhookOf),
    /** False when it claims to be the first with its key and is not. */
    add: ({ isDuplicate, durationMs, answer, ...rest }: Webhook): boolean => {
      const { changes } = insert.run({
        id: toKey(rest.id),
        callUUID: toKey(rest.callUUID),
        key: toKey(rest.key),
        at: rest.at,
        isDuplicate: Number(isDuplicate),
        durationMs,
        answer: answer && JSON.stringify(answer),
        record: JSON.stringify(rest),
      })
      return changes > 0
    },
    /** The first answer stays: a carrier that asks again gets it byte for byte. */
    answer: ({ id, answer, durationMs }: Pick<Webhook, 'id' | 'answer' | 'durationMs'>) => {
      answerOpen.run({ id: toKey(id), answer: answer && JSON.stringify(answer), durationMs })
    },
  }
}

interface WebhookRow {
  isDuplicate: number
  durationMs: number
  answer: string | null
  record: string
}

const webhookOf = ({ isDuplicate, durationMs, answer, record }: WebhookRow): Webhook => ({
  ...JSON.parse(record),
  isDuplicate: isDuplicate === 1,
  durationMs,
  answer: answer && JSON.parse(answer),
})
