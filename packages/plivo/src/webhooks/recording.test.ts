import { expect, it } from 'vitest'
import { readPairs } from './params.ts'
import { readRecording } from './recording.ts'

it('reads where the recording lies', () => {
  const raw = 'RecordUrl=https%3A%2F%2Fmedia.plivo.com%2Fr-1.mp3&RecordingID=r-1&RecordingDuration=42'
  expect(readRecording(readPairs(raw))).toEqual({
    url: 'https://media.plivo.com/r-1.mp3',
    recordingId: 'r-1',
    durationSeconds: 42,
  })
})

it.each([
  ['0', 0],
  ['4.5', 4.5],
  ['-1', null],
  ['', null],
  ['long', null],
])('reads the duration %j as %s', (text, durationSeconds) => {
  expect(readRecording(readPairs(`RecordingDuration=${text}`)).durationSeconds).toBe(durationSeconds)
})

it('reads what is there when Plivo leaves things out', () => {
  expect(readRecording([])).toEqual({ url: '', recordingId: '', durationSeconds: null })
})
