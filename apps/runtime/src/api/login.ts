import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import { type Access, SESSION_COOKIE, SESSION_SECONDS } from '../access/access.ts'
import { ApiError } from './error.ts'

const body = Type.Object({ token: Type.String({ minLength: 1, maxLength: 512 }) })

export async function loginRoutes(
  app: FastifyInstance,
  { access, isHttps }: { access: Access; isHttps: () => boolean },
) {
  const cookie = () => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isHttps() }) as const

  app.post<{ Body: Type.Static<typeof body> }>('/api/login', { schema: { body } }, async (request, reply) => {
    const session = await access.logIn(request.body.token)
    if (session === null) {
      throw new ApiError(
        401,
        'bad_token',
        'This link was used already or the token is wrong. Restart Phloem for a new link.',
      )
    }
    return reply
      .setCookie(SESSION_COOKIE, session, { ...cookie(), maxAge: SESSION_SECONDS })
      .code(204)
      .send()
  })

  app.post('/api/logout', async (request, reply) => {
    const session = request.cookies[SESSION_COOKIE]
    if (session !== undefined) await access.logOut(session)
    return reply.clearCookie(SESSION_COOKIE, cookie()).code(204).send()
  })
}
