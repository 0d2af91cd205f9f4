import type { CallFilter } from '../../api/calls.ts'

const FIELDS = ['flowId', 'number', 'status', 'state', 'q'] as const

/** The filter that the URL's search says; other parameters are ignored. */
export function callFilterIn(search: URLSearchParams): CallFilter {
  const filter: CallFilter = {}
  for (const field of FIELDS) {
    const value = search.get(field)?.trim()
    if (value) filter[field] = value
  }
  return filter
}

export const hasFilter = (filter: CallFilter): boolean => Object.keys(filter).length > 0

/** The search with one field of the filter changed; empty takes it out. */
export function withFilter(search: URLSearchParams, field: keyof CallFilter, value: string): URLSearchParams {
  const changed = new URLSearchParams(search)
  if (value === '') changed.delete(field)
  else changed.set(field, value)
  return changed
}
