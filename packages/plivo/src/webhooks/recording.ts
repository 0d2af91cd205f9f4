import { first, type Params } from './params.ts'

export interface Recording {
  url: string
  recordingId: string
  /** Null when Plivo does not know it yet (it says -1) or did not say. */
  durationSeconds: number | null
}

/** Reads a request to the `callbackUrl` of a `Record`: the file is ready. Texts are empty when Plivo sent none. */
export const readRecording = (params: Params): Recording => ({
  url: first(params, 'RecordUrl') ?? '',
  recordingId: first(params, 'RecordingID') ?? '',
  durationSeconds: secondsOf(first(params, 'RecordingDuration')),
})

const secondsOf = (text = ''): number | null => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : null)
