import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Seed {
  endedCalls: number
  /** Reports that are due, spread over these URLs in turn. */
  dueReports: number
  reportUrls: readonly string[]
  timeoutSeconds?: number
}

/**
 * Fills the database of a Phloem that has run and is stopped, by SQL: calls as they are after they ended, each with its
 * events, the carrier's requests and a delivered report, and reports that are due now.
 */
export function seedStore(
  dataFolder: string,
  flowId: string,
  { endedCalls, dueReports, reportUrls, timeoutSeconds = 10 }: Seed,
): void {
  const database = new DatabaseSync(join(dataFolder, 'phloem.db'))
  database.exec('PRAGMA synchronous = OFF; BEGIN')
  const call = database.prepare(`
    INSERT INTO calls (call_uuid, seq, started_at, status, is_unfinished, flow_id, state, from_number, to_number, search, record)
    VALUES (?, 3, ?, 'ended', 0, ?, 'busy_rejected', '+14155550100', '+12025550177', ?, ?)`)
  const event = database.prepare('INSERT INTO events VALUES (?, ?, ?)')
  const webhook = database.prepare(`
    INSERT INTO webhooks (id, call_uuid, key, at, is_duplicate, duration_ms, answer, record) VALUES (?, ?, ?, ?, 0, 1, ?, ?)`)
  const delivery = database.prepare(`
    INSERT INTO deliveries (id, call_uuid, flow_id, created_at, state, tries, next_attempt_at, ended_at, pending_since,
      record, destination)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const attempt = database.prepare('INSERT INTO attempts (delivery_id, record) VALUES (?, ?)')
  const now = Date.now()

  const addCall = (callUUID: string, at: number) => {
    const record = {
      callUUID,
      from: '+14155550100',
      to: '+12025550177',
      callerName: '',
      direction: 'inbound',
      flowId,
      version: 1,
      status: 'ended',
      state: 'busy_rejected',
      dialStatus: 'busy',
      problem: null,
      startedAt: at,
      endedAt: at + 12_000,
      durationSeconds: 12,
      session: null,
      voice: [],
      seq: 3,
    }
    call.run(callUUID, at, flowId, `+14155550100\n+12025550177\n\n${callUUID}`, JSON.stringify(record))
    for (const seq of [1, 2, 3]) {
      const fields = { From: '14155550100', To: '12025550177', CallUUID: callUUID, Direction: 'inbound' }
      const happened = { type: 'hung_up', at: at + seq, callStatus: 'busy', hangupCause: 'USER_BUSY', fields }
      event.run(
        callUUID,
        seq,
        JSON.stringify({ callUUID, seq, at: at + seq, event: happened, effects: [], trace: [] }),
      )
    }
    for (const key of ['answer', 'dial_ended:1', 'hangup']) {
      const id = randomUUID()
      const answer = { status: 200, contentType: 'text/xml', body: `<Response>${'x'.repeat(600)}</Response>` }
      const request = {
        id,
        callUUID,
        key,
        kind: 'answer',
        at,
        method: 'POST',
        url: '/plivo/answer',
        params: [],
        seq: 1,
      }
      webhook.run(id, callUUID, key, at, JSON.stringify(answer), JSON.stringify(request))
    }
  }

  const addReport = (callUUID: string, at: number, url: string, isDue: boolean) => {
    const id = randomUUID()
    const request = {
      type: 'request',
      purpose: 'report',
      method: 'POST',
      url,
      headers: [],
      query: [],
      auth: { type: 'none' },
      body: {
        encoding: 'form',
        pairs: [
          { key: 'DialStatus', value: 'busy' },
          { key: 'DialALegUUID', value: callUUID },
        ],
      },
      timeoutSeconds,
    }
    const { origin } = new URL(url)
    const created = {
      id,
      callUUID,
      flowId,
      nodeId: 'report',
      nodeName: 'HTTP_Request_1',
      destination: origin,
      seq: 2,
      request,
      createdAt: at,
    }
    const record = JSON.stringify(created)
    if (isDue) delivery.run(id, callUUID, flowId, at, 'pending', 0, at, null, at, record, origin)
    else {
      delivery.run(id, callUUID, flowId, at, 'delivered', 1, null, at + 50, at, record, origin)
      attempt.run(
        id,
        JSON.stringify({ number: 1, at, durationMs: 5, status: 200, error: null, responseBody: 'ok' }),
      )
    }
  }

  for (let index = 0; index < endedCalls; index += 1) {
    const callUUID = randomUUID()
    const at = now - 24 * 60 * 60_000 + index
    addCall(callUUID, at)
    addReport(callUUID, at, reportUrls[0] ?? '', false)
  }
  for (let index = 0; index < dueReports; index += 1) {
    const callUUID = `due-${index}`
    addCall(callUUID, now - 60_000)
    addReport(callUUID, now - 60_000, reportUrls[index % reportUrls.length] ?? '', true)
  }
  database.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  database.close()
}
