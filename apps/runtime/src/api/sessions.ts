import type { FastifyInstance } from 'fastify'
import type { Access } from '../access/access.ts'
import { notFound } from './error.ts'
import { time } from './shapes.ts'

/** The browsers that are logged in. */
export async function sessionRoutes(app: FastifyInstance, { access: { sessions } }: { access: Access }) {
  app.get('/api/sessions', { config: { scope: 'admin', action: null } }, async ({ caller }) => ({
    sessions: (await sessions.list()).map((session) => ({
      id: session.id,
      how: session.how,
      name: session.name,
      scopes: session.scopes,
      ip: session.ip,
      userAgent: session.userAgent,
      createdAt: time(session.createdAt),
      lastUsedAt: time(session.lastUsedAt),
      expiresAt: time(session.expiresAt),
      isCurrent: session.id === caller?.session?.id,
    })),
  }))

  app.delete<{ Params: { id: string } }>(
    '/api/sessions/:id',
    { config: { scope: 'admin', action: 'session_ended' } },
    async (request, reply) => {
      const { id } = request.params
      const session = (await sessions.list()).find((each) => each.id === id)
      if (session === undefined || !(await sessions.end(id))) throw notFound(`session "${id}"`)
      request.audited = { subject: session.name, detail: `from ${session.ip}` }
      return reply.code(204).send()
    },
  )

  app.post(
    '/api/sessions/end-others',
    { config: { scope: 'admin', action: 'sessions_ended' } },
    async (request) => {
      const ended = await sessions.endOthers(request.caller?.session?.id ?? null)
      request.audited = { detail: `${ended} sessions` }
      return { ended }
    },
  )
}
