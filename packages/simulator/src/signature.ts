import { createHmac, randomInt } from 'node:crypto'

/** The V3 signature of a request: base64. For GET the parameters are in the URL's query already. */
export function signV3(
  method: 'GET' | 'POST',
  url: string,
  bodyParams: Readonly<Record<string, string>>,
  nonce: string,
  authToken: string,
): string {
  const [path = '', query = ''] = url.replace(/#.*$/, '').split(/\?(.*)/s)
  const queryPart = sorted(new URLSearchParams(query))
    .map(([key, value]) => `${key}=${value}`)
    .join('&')
  const bodyPart = sorted(Object.entries(method === 'POST' ? bodyParams : {}))
    .map(([key, value]) => key + value)
    .join('')
  // With a body and no query Plivo writes a bare question mark and no dot, unlike its documentation.
  const separator = queryPart !== '' && bodyPart !== '' ? '.' : ''
  const mark = queryPart !== '' || bodyPart !== '' ? '?' : ''
  const base = `${path}${mark}${queryPart}${separator}${bodyPart}`
  return createHmac('sha256', authToken).update(`${base}.${nonce}`).digest('base64')
}

/** Plivo's nonces are some twenty decimal digits. */
export const createNonce = (): string =>
  Array.from({ length: 20 }, (_, index) => randomInt(index === 0 ? 1 : 0, 10)).join('')

/** By code unit, as Plivo sorts: upper case before lower case; the values of one key are sorted too. */
export const sorted = (pairs: Iterable<[string, string]>): [string, string][] =>
  [...pairs].sort(([keyA, valueA], [keyB, valueB]) => compare(keyA, keyB) || compare(valueA, valueB))

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
