import { randomUUID } from 'node:crypto'
import type { Application } from './application.ts'
import { createCast } from './cast.ts'
import { createClock } from './clock.ts'
import { createHttpClient } from './http-client.ts'
import { type LiveCall, LONGEST_CALL_SECONDS, note } from './live-call.ts'
import { toE164 } from './phone-number.ts'
import { type PlaceCall, parsePlaceCall, readSpeed } from './place-call.ts'
import { runCall } from './run-call.ts'
import { SimulatorError } from './simulator-error.ts'
import type { EntryDraft, Transcript, TranscriptEntry } from './transcript.ts'
import { createWebhookSender } from './webhook.ts'
import { webhookEntry } from './webhook-entry.ts'

export interface SimulatorOptions {
  authId: string
  authToken: string
  /** The numbers rented to begin with. */
  numbers: Iterable<string>
  /** Asked anew for each call when it is a function of the called number. */
  application: Application | ((number: string) => Application)
  /** Virtual seconds per real second, by default 1; `Infinity` waits for nothing but requests. */
  speed?: number
  /** Where a URL is really called; it is signed as it stands in the configuration or the document. */
  reroute?: (url: URL) => URL
  /** Whether a Dial's action is requested though the caller hung up; by default it is. */
  actionAfterCallerHangup?: boolean
  /** The speed shortens the timeouts of requests too, but none below this; by default 1000. */
  shortestTimeoutMs?: number
}

export interface PlacedCall {
  callUUID: string
  /** Resolves after the hang-up webhook, or when the simulator stops; never rejects. */
  ended: Promise<Transcript>
}

export type EntryListener = (entry: TranscriptEntry, callUUID: string) => void

/** A carrier on localhost. Its one way of carrying calls: those that `placeCall` brings in from outside. */
export interface Simulator {
  /** Throws `SimulatorError` for a script that makes no sense, such as a call to a number that is not rented. */
  placeCall(call: PlaceCall): PlacedCall
  rent(number: string): void
  release(number: string): void
  /** In E.164, in the order of renting. */
  numbers(): string[]
  /** A copy, also of a call that is still up; null for one unknown or long gone. */
  transcript(callUUID: string): Transcript | null
  /** Listens to all calls; the returned function ends that. */
  onEntry(listener: EntryListener): () => void
  /** Ends all calls where they are, without a hang-up webhook. */
  stop(): Promise<void>
}

/** Calls whose transcripts are kept. */
const HISTORY_LENGTH = 500

export function createSimulator(options: SimulatorOptions): Simulator {
  const { authId, authToken, application, reroute = (url) => url, shortestTimeoutMs = 1000 } = options
  const numbers = new Set([...options.numbers].map((number) => readNumber(number, 'numbers')))
  const simulatorSpeed = readSpeed(options.speed ?? 1)
  const http = createHttpClient()
  const stopping = new AbortController()
  const { signal } = stopping
  const transcripts = new Map<string, Transcript>()
  const running = new Set<Promise<Transcript>>()
  const listeners = new Set<EntryListener>()

  function keep(transcript: Transcript): void {
    transcripts.set(transcript.callUUID, transcript)
    const [oldest] = transcripts.keys()
    if (oldest !== undefined && transcripts.size > HISTORY_LENGTH) transcripts.delete(oldest)
  }

  function createCall(script: PlaceCall, transcript: Transcript): LiveCall {
    const speed = script.speed ?? simulatorSpeed
    const startedAt = new Date()
    const clock = createClock(speed, startedAt, signal)
    const record = (draft: EntryDraft) => {
      const entry: TranscriptEntry = { ...draft, atSeconds: clock.nowSeconds(), at: Date.now() }
      transcript.entries.push(entry)
      if (entry.type === 'ended') {
        const { code, name, source, cause, callStatus, dialStatuses } = entry
        transcript.end = { code, name, source, cause, callStatus, dialStatuses }
      }
      for (const listener of listeners) listener(entry, transcript.callUUID)
    }
    const onAttempt = (attempt: Parameters<typeof webhookEntry>[0]) => record(webhookEntry(attempt))
    const { callUUID, from, to } = transcript
    return {
      parties: { callUUID, from, to, callerName: script.callerName ?? '', authId, startedAt },
      clock,
      cast: createCast(script.legs),
      send: createWebhookSender({ http, authToken, speed, shortestTimeoutMs, reroute, signal, onAttempt }),
      record,
      callerHangup: script.hangup ?? null,
      actionAfterCallerHangup: options.actionAfterCallerHangup ?? true,
      answeredAt: null,
      dialBeganAtSeconds: null,
      hasTalked: false,
      endsAtSeconds: LONGEST_CALL_SECONDS,
      dialStatuses: [],
      recording: null,
    }
  }

  return {
    placeCall(input) {
      if (signal.aborted) throw new SimulatorError('call', 'the simulator is stopped')
      const script = parsePlaceCall(input)
      const { from, to, callerName = '' } = script
      if (!numbers.has(to)) throw new SimulatorError('to', `${to} is not rented`)
      const transcript: Transcript = { callUUID: randomUUID(), from, to, entries: [], end: null }
      keep(transcript)
      const call = createCall(script, transcript)
      const text = `calls ${to} from ${from}${callerName === '' ? '' : ` (${callerName})`}`
      call.record({ type: 'call_placed', actor: 'caller', from, to, callerName, text })
      const target = typeof application === 'function' ? application(to) : application
      const ended = runCall(call, target, signal)
        .catch((error: unknown) => note(call, signal.aborted ? 'was stopped' : `fails inside: ${error}`))
        .then(() => copyOf(transcript))
      running.add(ended)
      void ended.finally(() => running.delete(ended))
      return { callUUID: transcript.callUUID, ended }
    },
    rent: (number) => void numbers.add(readNumber(number, 'number')),
    release: (number) => void numbers.delete(readNumber(number, 'number')),
    numbers: () => [...numbers],
    transcript(callUUID) {
      const transcript = transcripts.get(callUUID)
      return transcript === undefined ? null : copyOf(transcript)
    },
    onEntry(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async stop() {
      stopping.abort()
      await Promise.all(running)
      await http.close()
    },
  }
}

function readNumber(text: string, field: string): string {
  const number = toE164(text)
  if (number === null) throw new SimulatorError(field, `"${text}" is not a phone number in E.164`)
  return number
}

const copyOf = (transcript: Transcript): Transcript => ({ ...transcript, entries: [...transcript.entries] })
