import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Access } from '../access/access.ts'
import { clearSessionCookies, readSessionCookie, setSessionCookie } from '../access/session-cookie.ts'
import { ApiError, tooMany } from './error.ts'

const token = Type.String({ minLength: 1, maxLength: 512 })
const password = Type.String({ minLength: 1, maxLength: 1024 })
const body = Type.Object(
  { token: Type.Optional(token), password: Type.Optional(password) },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)

const WAYS = { link: 'by login link', password: 'by password', token: 'by API token' } as const
const ANYBODY = { kind: 'anonymous', id: null, name: 'Nobody known' } as const

export async function loginRoutes(
  app: FastifyInstance,
  { access, publicUrl }: { access: Access; publicUrl: () => string },
) {
  const config = { scope: 'public' } as const

  app.post<{ Body: Type.Static<typeof body> }>(
    '/api/login',
    { schema: { body }, config },
    async (request, reply) => {
      const { ip, body } = request
      const credential =
        body.password === undefined ? { token: body.token ?? '' } : { password: body.password }
      const loggedIn = await access.logIn(credential, {
        ip,
        userAgent: request.headers['user-agent'] ?? '',
        replaced: readSessionCookie(request, publicUrl()),
      })
      if (loggedIn === null) {
        const detail = 'password' in credential ? 'by password' : 'by link or token'
        await access.audit.note({ actor: ANYBODY, ip, action: 'login_failed', subject: '', detail })
        throw 'password' in credential
          ? new ApiError(401, 'bad_password', 'This password is not right.')
          : new ApiError(
              401,
              'bad_token',
              'This link was used already or is too old, or the token is wrong. Restart Phloem for a new link.',
            )
      }
      if ('retryAfterSeconds' in loggedIn)
        throw tooMany('Too many tries to log in', loggedIn.retryAfterSeconds)
      const session = await access.sessions.find(loggedIn.cookie)
      const actor = { kind: 'session', id: session?.id ?? null, name: loggedIn.name } as const
      await access.audit.note({ actor, ip, action: 'logged_in', subject: '', detail: WAYS[loggedIn.how] })
      return setSessionCookie(request, reply, publicUrl(), loggedIn.cookie).code(204).send()
    },
  )

  app.post('/api/logout', { config }, async (request, reply) => {
    const cookie = readSessionCookie(request, publicUrl())
    const session = cookie === undefined ? null : await access.sessions.find(cookie)
    if (session !== null) {
      await access.sessions.end(session.id)
      const actor = { kind: 'session', id: session.id, name: session.name } as const
      await access.audit.note({ actor, ip: request.ip, action: 'logged_out', subject: '', detail: '' })
    }
    return clearSessionCookies(reply).code(204).send()
  })
}
