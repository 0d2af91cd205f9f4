import type { FastifyReply, FastifyRequest } from 'fastify'
import { SESSION_MS } from './sessions.ts'

const NAME = 'phloem_session'
/** Browsers take this one over https alone, and from this very host alone: no neighbouring site can plant it. */
const NAME_OVER_HTTPS = `__Host-${NAME}`

/** Whether the browser speaks https to whatever stands before us. */
function isHttps({ protocol, host, headers }: FastifyRequest, publicUrl: string): boolean {
  if (protocol === 'https' || headers.origin?.startsWith('https:')) return true
  return publicUrl.startsWith('https:') && host === new URL(publicUrl).host
}

export function readSessionCookie(request: FastifyRequest, publicUrl: string): string | undefined {
  const { cookies } = request
  return cookies[NAME_OVER_HTTPS] ?? (isHttps(request, publicUrl) ? undefined : cookies[NAME])
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  publicUrl: string,
  value: string,
): FastifyReply {
  const secure = isHttps(request, publicUrl)
  return reply.setCookie(secure ? NAME_OVER_HTTPS : NAME, value, {
    ...ATTRIBUTES,
    secure,
    maxAge: SESSION_MS / 1000,
  })
}

export const clearSessionCookies = (reply: FastifyReply): FastifyReply =>
  reply.clearCookie(NAME, ATTRIBUTES).clearCookie(NAME_OVER_HTTPS, { ...ATTRIBUTES, secure: true })

const ATTRIBUTES = { path: '/', httpOnly: true, sameSite: 'lax' } as const
