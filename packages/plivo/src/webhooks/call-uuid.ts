import { type Invalid, invalid } from './invalid.ts'
import { first, type Params } from './params.ts'

/** `CallUUID` becomes a key in the store and a part of URLs, so nothing else than an id passes. */
export function readCallUUID(params: Params): string | Invalid {
  const callUUID = first(params, 'CallUUID')
  if (!callUUID) return invalid('CallUUID', 'CallUUID is missing')
  if (/^[A-Za-z0-9._:-]{1,128}$/.test(callUUID)) return callUUID
  return invalid('CallUUID', 'CallUUID is not an id of at most 128 letters, digits, dots, colons, _ or -')
}
