import type { IncomingHttpHeaders } from 'node:http'
import { type Params, readPairs, type SignatureHeaders, type SignedRequest, verifyV3 } from '@phloem/plivo'

/** What most likely stands between a request of the carrier and its signature, and what to do about it. */
export interface Suggestion {
  kind: 'public_url' | 'path' | 'method' | 'params' | 'auth_token' | 'not_signed' | 'older_signature'
  /** True when one of our tokens made the signature: it was the carrier, not a stranger. */
  isFromCarrier: boolean
  /** One or two sentences. */
  message: string
  /** The setting that would mend it, ready to be copied; null where it is not a setting of ours. */
  set: string | null
}

export interface RefusedRequest {
  /** As it arrived. */
  method: 'GET' | 'POST'
  path: string
  params: Params
  signatures: SignatureHeaders
  headers: IncomingHttpHeaders
  publicUrl: string
  authTokens: readonly string[]
}

/** More than any request of Plivo's holds: trying costs as much as there are fields. */
const MOST_PARAMS = 200
/** Whoever sends a request chooses its headers, and with them how much there is to try. */
const MOST_TRIED = 500

/**
 * Tries what proxies are known to change, for the sake of a clear word to whoever set them up. This never lets a request
 * in: the headers that it believes come from anybody.
 */
export function signedOtherwise(refused: RefusedRequest): Suggestion {
  const { signatures, authTokens, headers, publicUrl, path } = refused
  if (!(signatures.signature || signatures.maSignature) || !signatures.nonce) return notSigned(headers)
  const expected = withoutQuery(`${publicUrl}${path}`)
  if (refused.params.length <= MOST_PARAMS) {
    for (const tried of variations(refused)) {
      if (verifyV3({ ...tried.request, headers: signatures, authTokens }).ok) return found(tried, expected)
    }
  }
  if (refused.params.length === 0 && !path.includes('?')) {
    return {
      kind: 'params',
      isFromCarrier: false,
      message: `The request came without any parameters, and Plivo never sends one so: a redirect or a proxy on the way to ${expected} loses the form. Give Plivo the address that needs no redirect.`,
      set: null,
    }
  }
  return {
    kind: 'auth_token',
    isFromCarrier: false,
    message: `The auth token differs, or somebody else than Plivo sent this: no token in PLIVO_AUTH_TOKEN fits ${expected}, nor any address that a proxy usually makes of PHLOEM_PUBLIC_URL. Copy the token from Plivo’s console; calls of a sub-account are signed with the token of that sub-account. Several tokens are joined by commas.`,
    set: null,
  }
}

function notSigned(headers: IncomingHttpHeaders): Suggestion {
  if (headers['x-plivo-signature-v2'] !== undefined || headers['x-plivo-signature-ma-v2'] !== undefined) {
    return {
      kind: 'older_signature',
      isFromCarrier: false,
      message:
        'The request carries a signature of version 2, which does not cover the form and is not taken. Plivo signs calls with version 3: is this the URL of a message?',
      set: null,
    }
  }
  return {
    kind: 'not_signed',
    isFromCarrier: false,
    message:
      'Somebody else than Plivo asked, or a proxy removes the headers X-Plivo-Signature-V3 and X-Plivo-Signature-V3-Nonce: let it pass them on. If no call is missing, nothing needs to be done.',
    set: null,
  }
}

interface Variation {
  request: SignedRequest
  /** Of the address, without the path. */
  base: string
  changed: { base: boolean; path: boolean; method: boolean; params: boolean }
}

/** What the fewest changes explain comes first. */
function variations(refused: RefusedRequest): Variation[] {
  const all: Variation[] = []
  for (const base of basesOf(refused)) {
    for (const path of pathsOf(refused)) {
      for (const { method, params } of formsOf(refused)) {
        const changed = {
          base: base !== refused.publicUrl,
          path: path !== refused.path,
          method: method !== refused.method,
          params: params !== refused.params,
        }
        all.push({ request: { method, url: `${base}${path}`, params }, base, changed })
      }
    }
  }
  const weight = ({ changed: { base, path, method, params } }: Variation) =>
    Number(base) + Number(path) + Number(method) + Number(params)
  return all.sort((a, b) => weight(a) - weight(b)).slice(0, MOST_TRIED)
}

function basesOf({ publicUrl, headers }: RefusedRequest): Set<string> {
  const configured = new URL(publicUrl)
  const prefix = publicUrl.replace(/^[^/]*\/\/[^/]*/, '')
  const hosts = new Set(
    [
      publicUrl.replace(/^[^/]*\/\//, '').replace(/\/.*$/, ''),
      configured.host,
      headers.host,
      ...listed(headers['x-forwarded-host']),
      ...listed(headers['x-original-host']),
      /\bhost="?([^";,\s]+)/i.exec(textOf(headers.forwarded))?.[1],
    ].filter(isHost),
  )
  const ports = [...listed(headers['x-forwarded-port']), configured.port, '443', '80'].filter((port) =>
    /^\d{1,5}$/.test(port),
  )
  const prefixes = new Set([prefix, '', ...listed(headers['x-forwarded-prefix']).map(asPrefix)])
  const bases = new Set<string>([publicUrl])
  for (const host of hosts) {
    const name = host.replace(/:\d+$/, '')
    for (const authority of new Set([host, name, ...ports.map((port) => `${name}:${port}`)])) {
      for (const scheme of ['https', 'http']) {
        for (const each of prefixes) bases.add(`${scheme}://${authority}${each}`)
      }
    }
  }
  return bases
}

function pathsOf({ path: arrived, headers }: RefusedRequest): Set<string> {
  const [path = '', query] = arrived.split(/\?(.*)/s)
  const withQuery = (changed: string) => (query === undefined ? changed : `${changed}?${query}`)
  const original = ['x-original-uri', 'x-original-url', 'x-rewrite-url', 'x-forwarded-uri'].flatMap(
    (name) => {
      const text = textOf(headers[name])
      return text.startsWith('/') ? [text] : []
    },
  )
  return new Set([
    arrived,
    withQuery(path.endsWith('/') ? path.slice(0, -1) : `${path}/`),
    withQuery(decoded(path)),
    path,
    ...original.slice(0, 2),
  ])
}

/** The method and the form that may have been signed: proxies move forms into queries and back, and lose them. */
function formsOf({ method, params, path }: RefusedRequest): Pick<SignedRequest, 'method' | 'params'>[] {
  const asItArrived = { method, params }
  if (method === 'GET') {
    return [asItArrived, { method: 'POST', params: readPairs(path.split(/\?(.*)/s)[1] ?? '') }]
  }
  return params.length === 0
    ? [asItArrived]
    : [asItArrived, { method, params: [] }, { method: 'GET', params }]
}

function found({ request, base, changed }: Variation, expected: string): Suggestion {
  const url = withoutQuery(request.url)
  const shared = { isFromCarrier: true, set: null }
  if (changed.method || changed.params) {
    const what = changed.method ? 'method' : 'form'
    return {
      ...shared,
      kind: changed.method ? 'method' : 'params',
      message: `Plivo signed ${request.method} ${url}${request.params.length === 0 && !changed.method ? ' with an empty form' : ''}, and something else arrived: a proxy or a redirect on the way changes the ${what}. Let it pass requests on as they are.`,
    }
  }
  if (changed.path && !changed.base) {
    return {
      ...shared,
      kind: 'path',
      message: `Plivo signed ${url}, and ${expected} arrived: a proxy changes the path, or the URL at Plivo ends differently. Let the proxy pass paths and queries on as they are, and give Plivo the URL without a slash at its end.`,
    }
  }
  return {
    ...shared,
    kind: 'public_url',
    message: `The URL Plivo signed differs from PHLOEM_PUBLIC_URL: Plivo signed ${url}, and ${expected} was expected. Set PHLOEM_PUBLIC_URL to ${base} and restart Phloem, or give Plivo the expected URL.`,
    set: `PHLOEM_PUBLIC_URL=${base}`,
  }
}

/** A query holds the numbers of callers, which are nobody's business in a log. */
export const withoutQuery = (text: string): string => text.replace(/\?\S+/g, '?…')

/** An item may come from a stranger: nothing but the name of a host becomes part of a suggestion. */
const isHost = (text: string | undefined): text is string =>
  text !== undefined && /^([A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?$/.test(text)

const asPrefix = (text: string): string =>
  /^\/[A-Za-z0-9._~/-]{0,100}$/.test(text) ? text.replace(/\/+$/, '') : ''

/** The first and the last of a list that each proxy adds to. */
function listed(value: string | string[] | undefined): string[] {
  const items = textOf(value)
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return items.length <= 2 ? items : [items[0] ?? '', items.at(-1) ?? '']
}

const textOf = (value: string | string[] | undefined): string => [value ?? []].flat().join(',')

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
