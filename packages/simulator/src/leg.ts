import { readChoice, readObject, readSeconds, readText } from './json-field.ts'
import { toAddress } from './phone-number.ts'
import { SimulatorError } from './simulator-error.ts'

/**
 * What a callee does. `timeout`: the carrier never reaches the phone and says nothing until the dial's own
 * timeout. `cancel`: the callee rings and the caller loses patience.
 */
export type LegOutcome = 'answer' | 'busy' | 'reject' | 'no_answer' | 'unreachable' | 'timeout' | 'cancel'

/** The script of one callee. */
export interface Leg {
  /** The dialled number that this leg plays; without it, legs are used in dial order. */
  number?: string
  outcome: LegOutcome
  /**
   * How long it rings before the outcome. By default 4; 5 before the caller cancels; a busy or unreachable line
   * does not ring at all; without an answer it rings until the dial's timeout.
   */
  ringSeconds?: number
  /** How long the callee talks before hanging up, by default 20. */
  talkSeconds?: number
  /** Under screening: the key to press. By default the one asked for; null presses none. */
  pressKey?: string | null
  /** Seconds after the answer, by default 2. */
  pressAfterSeconds?: number
}

export const LEG_DEFAULTS = {
  ringSeconds: 4,
  talkSeconds: 20,
  pressAfterSeconds: 2,
  patienceSeconds: 5,
} as const

const outcomes: Record<LegOutcome, readonly string[]> = {
  answer: ['answers', 'answered', 'complete', 'completed'],
  busy: [],
  reject: ['rejects', 'rejected'],
  no_answer: ['noanswer', 'rings_out'],
  unreachable: ['fail', 'fails', 'failed'],
  timeout: ['carrier_timeout'],
  cancel: ['cancels', 'cancelled', 'canceled'],
}

/** A leg from untrusted JSON: an object, or only the outcome as a text. Unknown keys are ignored. */
export function parseLeg(json: unknown, field = 'leg'): Leg {
  const raw = typeof json === 'string' ? { outcome: json } : readObject(json, field)
  const leg: Leg = { outcome: readChoice(raw.outcome ?? 'answer', `${field}.outcome`, outcomes) }
  if (raw.number !== undefined && raw.number !== null) leg.number = readNumber(raw.number, `${field}.number`)
  for (const key of ['ringSeconds', 'talkSeconds', 'pressAfterSeconds'] as const) {
    if (raw[key] !== undefined && raw[key] !== null) leg[key] = readSeconds(raw[key], `${field}.${key}`)
  }
  if (raw.pressKey !== undefined) leg.pressKey = readKey(raw.pressKey, `${field}.pressKey`)
  return leg
}

function readNumber(json: unknown, field: string): string {
  const address = toAddress(readText(json, field, 255))
  if (address === null) throw new SimulatorError(field, 'must be a phone number or a sip: address')
  return address
}

function readKey(json: unknown, field: string): string | null {
  if (json === null || json === '') return null
  const key = String(json)
  if (!/^[0-9*#]$/.test(key)) throw new SimulatorError(field, 'must be one of 0-9, * and #, or null for none')
  return key
}
