import { ApiError } from './error.ts'

/** The ISO 8601 time that a parameter of this name holds. */
export function instant(name: string, iso: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(at))
    throw new ApiError(400, 'bad_request', `${name}: "${iso}" is not a time such as 2026-01-31T12:00:00Z.`)
  return at
}
