/** The fields of a filter that stand in the URL's search; other parameters and empty ones are left out. */
export function filterIn<Field extends string>(
  search: URLSearchParams,
  fields: readonly Field[],
): { [field in Field]?: string } {
  const filter: { [field in Field]?: string } = {}
  for (const field of fields) {
    const value = search.get(field)?.trim()
    if (value) filter[field] = value
  }
  return filter
}

export const hasFilter = (filter: object): boolean => Object.keys(filter).length > 0

/** The search with one field changed; empty takes it out. */
export function withFilter(search: URLSearchParams, field: string, value: string): URLSearchParams {
  const changed = new URLSearchParams(search)
  if (value === '') changed.delete(field)
  else changed.set(field, value)
  return changed
}
