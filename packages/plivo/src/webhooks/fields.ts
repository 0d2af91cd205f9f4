import type { Params } from './params.ts'

const MAX_FIELDS = 100

/** The longest name and the longest value that is kept, in UTF-16 code units. */
export const MAX_FIELD_LENGTH = 2000

/**
 * The parameters for the timeline and for templates: the first value of each name, verbatim. Fields beyond the
 * limits are left out, so that no request can bloat a session.
 */
export function fieldsOf(params: Params): Record<string, string> {
  const fields = new Map<string, string>()
  for (const [name, value] of params) {
    if (fields.size === MAX_FIELDS) break
    if (fields.has(name) || name.length > MAX_FIELD_LENGTH || value.length > MAX_FIELD_LENGTH) continue
    fields.set(name, value)
  }
  // Defines own properties, so that `__proto__` is a name like any other.
  return Object.fromEntries(fields)
}
