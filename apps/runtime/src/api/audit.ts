import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Access } from '../access/access.ts'
import { time } from './shapes.ts'

const query = Type.Object(
  {
    action: Type.Optional(Type.String({ maxLength: 100 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
    limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })),
  },
  { additionalProperties: false },
)

/** Who did what. */
export async function auditRoutes(app: FastifyInstance, { access: { audit } }: { access: Access }) {
  app.get<{ Querystring: Type.Static<typeof query> }>(
    '/api/audit',
    { schema: { querystring: query }, config: { scope: 'admin', action: null } },
    async (request) => {
      const { limit, ...filter } = request.query
      const { entries, next } = await audit.list({ ...filter, limit: Math.min(Number(limit ?? 50), 200) })
      return { entries: entries.map((entry) => ({ ...entry, at: time(entry.at) })), next }
    },
  )
}
