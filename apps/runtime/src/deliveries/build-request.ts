import { isListedHost, RESERVED_HEADERS, type Request } from '@phloem/flow'
import manifest from '../../package.json' with { type: 'json' }
import { UnsendableError } from './unsendable-error.ts'

/** A request as it goes over the wire, but for its authorization. */
export interface BuiltRequest {
  url: URL
  /** Names are in lower case. */
  headers: Headers
  body: string | null
}

/** Throws `UnsendableError` for a URL or a header that can't be sent. */
export function buildRequest({ url, hosts, query, headers, body }: Request): BuiltRequest {
  return { url: buildUrl(url, hosts, query), headers: buildHeaders(headers, body), body: buildBody(body) }
}

/** Throws `UnsendableError` for what is no header. */
export function setHeader(
  headers: Headers,
  name: string,
  value: string,
  how: 'set' | 'append' = 'set',
): void {
  const trimmed = value.trim()
  if (!HEADER_NAME.test(name)) throw new UnsendableError(`"${name}" is not the name of a header`)
  if (!isHeaderValue(trimmed)) {
    throw new UnsendableError(`the header ${name} holds a character that no header can carry`)
  }
  headers[how](name, trimmed)
}

/** RFC 9110: neither controls, with which another header could begin, nor anything beyond Latin-1. */
export const isHeaderValue = (text: string): boolean => /^[\t\x20-\x7e\x80-\xff]*$/.test(text)

/** For showing; also for what is no URL. */
export const withoutUserInfo = (url: string): string => url.replace(/:\/\/[^/?#]*@/, `://${HIDDEN}@`)

/** In place of what is not to be seen. */
export const HIDDEN = '•••'

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/
const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+\s*(;.*)?$/

const CONTENT_TYPE = {
  none: null,
  form: 'application/x-www-form-urlencoded',
  json: 'application/json',
} as const

function buildUrl(text: string, hosts: Request['hosts'], query: Request['query']): URL {
  const url = URL.parse(text)
  if (url === null) throw new UnsendableError(`"${withoutUserInfo(text).slice(0, 200)}" is not a URL`)
  if (hosts !== undefined && !isListedHost(hosts, url.hostname)) {
    throw new UnsendableError(`${url.hostname} is none of the hosts that the node names`)
  }
  if (hasDotSegment(text)) throw new UnsendableError('a part of the path came to be "." or ".."')
  url.hash = ''
  // Not `searchParams.append`, which would rewrite the author's own query too.
  url.search = [url.search.slice(1), encodePairs(query)].filter((part) => part !== '').join('&')
  return url
}

/**
 * A value that is `..` would take away the author's segment before it, and no encoding helps: URLs read `%2e` as a dot
 * too. What URLs ignore (RFC 3986 has no tabs, WHATWG drops them) is ignored here.
 */
const hasDotSegment = (text: string): boolean =>
  text
    .replace(/[\t\r\n]/g, '')
    .replace(/[?#].*$/s, '')
    .replace(/^\s*\w+:[/\\]*/, '')
    .split(/[/\\]/)
    .slice(1)
    .some((segment) => /^(?:\.|%2e){1,2}\s*$/i.test(segment))

function buildHeaders(pairs: Request['headers'], { encoding }: Request['body']): Headers {
  const headers = new Headers()
  for (const { key, value } of pairs) {
    const name = key.toLowerCase()
    if (RESERVED_HEADERS.has(name)) continue
    if (name !== 'content-type') setHeader(headers, name, value, 'append')
    else if (MEDIA_TYPE.test(value.trim())) setHeader(headers, name, value)
  }
  const contentType = CONTENT_TYPE[encoding]
  if (contentType !== null && !headers.has('content-type')) headers.set('content-type', contentType)
  if (!headers.has('user-agent')) headers.set('user-agent', `Phloem/${manifest.version}`)
  return headers
}

function buildBody(body: Request['body']): string | null {
  switch (body.encoding) {
    case 'none':
      return null
    case 'form':
      return encodePairs(body.pairs)
    case 'json':
      return JSON.stringify(body.value)
  }
}

const encodePairs = (pairs: Request['query']): string =>
  new URLSearchParams(pairs.map(({ key, value }) => [key, value])).toString()
