import { SimulatorError } from './simulator-error.ts'

/** Reads untrusted JSON, one value at a time; each reader throws a `SimulatorError` that names the field. */
export type JsonObject = Record<string, unknown>

/** Keys may be spelt `ringSeconds`, `ring_seconds` or `ring-seconds`. */
export function readObject(json: unknown, field: string): JsonObject {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SimulatorError(field, 'must be an object')
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [toCamelCase(key), value]))
}

export function readText(json: unknown, field: string, maxLength: number): string {
  if (typeof json !== 'string') throw new SimulatorError(field, 'must be a text')
  if (json.length > maxLength) throw new SimulatorError(field, `is longer than ${maxLength} characters`)
  return json
}

const SECONDS_PER_DAY = 86_400

export function readSeconds(json: unknown, field: string): number {
  const seconds = typeof json === 'string' && json.trim() !== '' ? Number(json) : json
  if (typeof seconds !== 'number' || !(seconds >= 0 && seconds <= SECONDS_PER_DAY)) {
    throw new SimulatorError(field, `must be a number of seconds from 0 to ${SECONDS_PER_DAY}`)
  }
  return seconds
}

/** The choice that the text is a spelling of; `spellings` are in lower case with underscores. */
export function readChoice<C extends string>(
  json: unknown,
  field: string,
  spellings: Record<C, readonly string[]>,
): C {
  const text = typeof json === 'string' ? json.trim().toLowerCase().replaceAll(/[-\s]/g, '_') : null
  const choices = Object.keys(spellings) as C[]
  const choice = choices.find((each) => each === text || spellings[each].includes(text ?? ''))
  if (choice === undefined) throw new SimulatorError(field, `must be one of ${choices.join(', ')}`)
  return choice
}

const toCamelCase = (key: string): string =>
  key.replaceAll(/[-_]([a-z])/g, (_, letter) => letter.toUpperCase())
