import { randomUUID } from 'node:crypto'
import { type LiveCall, markAnswered, type Next, note, paramsInCall, type Recording } from './live-call.ts'
import type { Params } from './parameters.ts'
import { methodOf, requestAction } from './request-action.ts'
import { isWebUrl } from './webhook.ts'
import type { XmlElement } from './xml.ts'

/** Starts a recording of the session; recording only the caller is not simulated, since scripted ones are silent. */
export async function performRecord(call: LiveCall, element: XmlElement): Promise<Next | null> {
  const { attributes } = element
  markAnswered(call)
  if (attributes.recordSession !== 'true') {
    note(call, 'recording the caller alone is not simulated')
    return null
  }
  const id = randomUUID()
  call.recording = {
    id,
    url: `https://media.plivo.com/v1/Account/${call.parties.authId}/Recording/${id}.${attributes.fileFormat ?? 'mp3'}`,
    callbackUrl: attributes.callbackUrl,
    callbackMethod: methodOf(attributes.callbackMethod),
    startedAt: attributes.startOnDialAnswer === 'true' ? null : call.clock.date(),
  }
  // The durations are not known yet; Plivo says -1 here and the truth to the callbackUrl.
  const unknown = {
    RecordingDuration: '-1',
    RecordingDurationMs: '-1',
    RecordingStartMs: '-1',
    RecordingEndMs: '-1',
  }
  return requestAction(call, element, { ...fileParams(call.recording), ...unknown })
}

/** A callee has answered: recordings that waited for it begin. */
export function startRecording({ recording, clock }: LiveCall): void {
  if (recording !== null) recording.startedAt ??= clock.date()
}

/** The file of a recording that has begun is ready; no second file follows. */
export async function finishRecording(call: LiveCall): Promise<void> {
  const { recording } = call
  if (recording === null || recording.startedAt === null) return
  call.recording = null
  const { callbackUrl, callbackMethod, startedAt } = recording
  if (callbackUrl === undefined) return
  if (!isWebUrl(callbackUrl)) return note(call, `cannot request the callbackUrl ${callbackUrl}`)
  const startMs = startedAt.getTime()
  const endMs = call.clock.date().getTime()
  const params = paramsInCall(call, {
    ...fileParams(recording),
    RecordingDuration: String(Math.round((endMs - startMs) / 1000)),
    RecordingDurationMs: String(endMs - startMs),
    RecordingStartMs: String(startMs),
    RecordingEndMs: String(endMs),
  })
  await call.send({ purpose: 'record_callback', method: callbackMethod, url: callbackUrl, params })
}

const fileParams = ({ id, url }: Recording): Params => ({ RecordUrl: url, RecordingID: id })
