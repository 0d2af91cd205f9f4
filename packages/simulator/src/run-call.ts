import type { Application } from './application.ts'
import { fetchAnswer, fetchNext } from './fetch-document.ts'
import { type Hangup, hangup } from './hangup.ts'
import { type LiveCall, note } from './live-call.ts'
import { hangupParams, standardParams } from './parameters.ts'
import { performAll } from './perform.ts'
import { finishRecording } from './perform-record.ts'
import type { CallStatus } from './transcript.ts'

/** Runs a call from the answer URL to the hang-up webhook. Rejects only when the simulator is stopped. */
export async function runCall(call: LiveCall, application: Application, signal: AbortSignal): Promise<void> {
  const end = await followInstructions(call, application).catch((error: unknown) => {
    signal.throwIfAborted()
    note(call, `fails inside: ${error instanceof Error ? error.stack : String(error)}`)
    return hangup(5010, 'Error')
  })
  const callStatus = finalStatus(call, end)
  const { dialStatuses } = call
  const text = `ends the call: ${end.code} ${end.name} (${end.source}), ${callStatus}`
  call.record({ type: 'ended', actor: 'carrier', ...end, callStatus, dialStatuses, text })

  const { hangupUrl, hangupMethod = 'POST' } = application
  const times = { startedAt: call.parties.startedAt, answeredAt: call.answeredAt, endedAt: call.clock.date() }
  const params = { ...standardParams(call.parties, callStatus), ...hangupParams(end, times) }
  await call.send({ purpose: 'hangup', method: hangupMethod, url: hangupUrl, params })
  await finishRecording(call)
}

/** Plivo's own limit is not documented. */
const MAX_DOCUMENTS = 100

async function followInstructions(call: LiveCall, application: Application): Promise<Hangup> {
  let document = await fetchAnswer(call, application)
  for (let documents = 1; 'elements' in document; documents++) {
    const next = await performAll(call, document.elements)
    if (next === null) return hangup(4010, 'Plivo')
    if (next.type === 'end') return next.hangup
    if (documents === MAX_DOCUMENTS) {
      note(call, `gives up after ${MAX_DOCUMENTS} documents`)
      return hangup(5010, 'Error')
    }
    document = await fetchNext(call, next)
  }
  return document.hangup
}

/** A call that was never answered ends as its last dial did. */
function finalStatus(call: LiveCall, { code }: Hangup): CallStatus {
  if (call.answeredAt !== null) return 'completed'
  if (code === 1000) return 'cancel'
  if (code === 3010 || code === 3020) return 'busy'
  if (code === 5010 || code >= 7000) return 'failed'
  return call.dialStatuses.at(-1) ?? 'completed'
}
