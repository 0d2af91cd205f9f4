import { readChoice, readObject, readSeconds, readText } from './json-field.ts'
import { LEG_DEFAULTS, type Leg, parseLeg } from './leg.ts'
import { toE164 } from './phone-number.ts'
import { SimulatorError } from './simulator-error.ts'

/**
 * When the caller hangs up: `ringing`, seconds after the first dial began unless someone was connected before;
 * `talking`, seconds into the talk; `either`, seconds after the first dial began, whatever is going on.
 */
export interface CallerHangup {
  while: 'ringing' | 'talking' | 'either'
  afterSeconds: number
}

/** The script of one inbound call. Numbers in E.164. */
export interface PlaceCall {
  from: string
  to: string
  callerName?: string
  /** A recipient that no leg plays answers, with the defaults. */
  legs: Leg[]
  hangup?: CallerHangup
  /** Virtual seconds per real second; by default the simulator's. */
  speed?: number
}

const MAX_LEGS = 50

/** A call from untrusted JSON, or a typed one that wants checking. Throws `SimulatorError`. */
export function parsePlaceCall(json: unknown): PlaceCall {
  const raw = readObject(json, 'call')
  const legs = raw.legs ?? []
  if (!Array.isArray(legs)) throw new SimulatorError('legs', 'must be a list')
  if (legs.length > MAX_LEGS) throw new SimulatorError('legs', `are more than ${MAX_LEGS}`)
  const call: PlaceCall = {
    from: readPhoneNumber(raw.from, 'from'),
    to: readPhoneNumber(raw.to, 'to'),
    legs: legs.map((leg, index) => parseLeg(leg, `legs[${index}]`)),
  }
  const callerName = readText(raw.callerName ?? '', 'callerName', 255)
  if (callerName !== '') call.callerName = callerName
  const callerHangup = readHangup(raw.hangup, call.legs)
  if (callerHangup !== null) call.hangup = callerHangup
  if (raw.speed !== undefined && raw.speed !== null) call.speed = readSpeed(raw.speed)
  return call
}

/** JSON has no infinity, so the text `Infinity` will do. */
export function readSpeed(json: unknown): number {
  const speed = json === 'Infinity' ? Number.POSITIVE_INFINITY : json
  if (typeof speed !== 'number' || !(speed > 0)) throw new SimulatorError('speed', 'must be a number above 0')
  return speed
}

function readPhoneNumber(json: unknown, field: string): string {
  const number = toE164(readText(json, field, 32))
  if (number === null) throw new SimulatorError(field, 'must be a phone number in E.164')
  return number
}

const phases = { ringing: ['ring'], talking: ['talk'], either: [] } as const

function readHangup(json: unknown, legs: Leg[]): CallerHangup | null {
  if (json === undefined || json === null || json === false) return null
  if (typeof json === 'number') return { while: 'either', afterSeconds: readSeconds(json, 'hangup') }
  if (json === true) return { while: 'ringing', afterSeconds: patienceSeconds(legs) }
  const raw = typeof json === 'string' ? { while: json } : readObject(json, 'hangup')
  const phase = readChoice(raw.while ?? 'either', 'hangup.while', phases)
  if (raw.afterSeconds === undefined || raw.afterSeconds === null) {
    return {
      while: phase,
      afterSeconds: phase === 'ringing' ? patienceSeconds(legs) : LEG_DEFAULTS.patienceSeconds,
    }
  }
  return { while: phase, afterSeconds: readSeconds(raw.afterSeconds, 'hangup.afterSeconds') }
}

/** A caller who is to hang up while it rings does so before the first callee would answer. */
function patienceSeconds(legs: Leg[]): number {
  const answers = legs
    .filter((leg) => leg.outcome === 'answer')
    .map((leg) => leg.ringSeconds ?? LEG_DEFAULTS.ringSeconds)
  return Math.min(LEG_DEFAULTS.patienceSeconds, ...answers.map((ringSeconds) => ringSeconds / 2))
}
