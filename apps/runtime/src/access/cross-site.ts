import type { FastifyRequest } from 'fastify'

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a page of another site made the browser send this, by what browsers say of every request: `Sec-Fetch-Site`, or
 * where that is missing (plain http, old browsers) `Origin`. Programs say neither, and have no cookie to be misused.
 */
export function isCrossSite(request: FastifyRequest, ownUrls: readonly string[]): boolean {
  if (SAFE_METHODS.has(request.method)) return false
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  return origin !== undefined && !isOwn(origin, request.host, ownUrls)
}

function isOwn(origin: string, host: string, ownUrls: readonly string[]): boolean {
  // `null`, and whatever else is no address.
  if (!URL.canParse(origin)) return false
  const url = new URL(origin)
  return url.host === host.toLowerCase() || ownUrls.some((own) => new URL(own).origin === url.origin)
}
