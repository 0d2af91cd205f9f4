/** The parameters of a request in the order they came, repeated names kept. Pairs, so that no name is special. */
export type Params = readonly (readonly [name: string, value: string])[]

/** Parses an `application/x-www-form-urlencoded` body, or a query string without its question mark. */
export const readPairs = (raw: string): Params =>
  // URLSearchParams would drop a leading question mark, which in a body belongs to the first name.
  [...new URLSearchParams(`&${raw}`)]

/** The value of the first parameter of that name. */
export const first = (params: Params, name: string): string | undefined =>
  params.find(([key]) => key === name)?.[1]
