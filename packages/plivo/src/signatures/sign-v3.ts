import { createHmac } from 'node:crypto'
import { type Params, readPairs } from '../webhooks/params.ts'

export interface SignedRequest {
  method: 'GET' | 'POST'
  /** As Plivo was given it, with its query: scheme, host, port and path count byte for byte, a fragment does not. */
  url: string
  /** The pairs of the body; for GET those that the URL lacks, so none for a request as it arrives. */
  params: Params
}

/** Plivo's signature, version 3, in base64 (Plivo request validation page, and Plivo's SDKs where it is silent). */
export const signV3 = ({
  nonce,
  authToken,
  ...request
}: SignedRequest & { nonce: string; authToken: string }): string =>
  signBase(baseOf(request), nonce, authToken)

/** Apart from the base, which is sorted once for all tokens. */
export const signBase = (base: string, nonce: string, authToken: string): string =>
  createHmac('sha256', authToken).update(`${base}.${nonce}`).digest('base64')

/** Plivo's page puts a dot before the body always; its servers and SDKs do so only after a query. */
export function baseOf({ method, url, params }: SignedRequest): string {
  const [, path = '', rawQuery = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(url) ?? []
  const inUrl = readPairs(rawQuery)
  const query = sorted(method === 'GET' ? [...inUrl, ...params] : inUrl)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  if (method === 'GET' || params.length === 0) return query === '' ? path : `${path}?${query}`
  const body = sorted(params).flat().join('')
  return query === '' ? `${path}?${body}` : `${path}?${query}.${body}`
}

/** By name, then by value, each by UTF-16 code unit: upper case comes before lower case. */
const sorted = (params: Params): Params =>
  params.toSorted(([name, value], [otherName, otherValue]) => {
    return compare(name, otherName) || compare(value, otherValue)
  })

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
