import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Access } from '../access/access.ts'
import { SCOPES } from '../access/scope.ts'
import type { Clock } from '../clock.ts'
import type { ApiToken } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'
import { instant } from './instant.ts'
import { time } from './shapes.ts'

const body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' }),
    scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, maxItems: SCOPES.length, uniqueItems: true }),
    expiresAt: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 40 })),
  },
  { additionalProperties: false },
)

export interface TokenRoutesOptions {
  access: Access
  clock: Clock
}

export async function tokenRoutes(app: FastifyInstance, { access, clock }: TokenRoutesOptions) {
  const { tokens, sessions } = access

  app.get('/api/tokens', { config: { scope: 'admin', action: null } }, async () => ({
    tokens: (await tokens.list()).map(shape),
  }))

  app.post<{ Body: Type.Static<typeof body> }>(
    '/api/tokens',
    { schema: { body }, config: { scope: 'admin', action: 'token_created' } },
    async (request, reply) => {
      const { name, scopes } = request.body
      const expiresAt = readExpiry(request.body.expiresAt ?? null)
      const made = await tokens.create(name.trim(), scopes, expiresAt)
      if (made === null)
        throw new ApiError(409, 'too_many_tokens', 'There are too many tokens; revoke those not in use.')
      request.audited = { subject: made.token.name, detail: scopes.join(', ') }
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ ...shape(made.token), token: made.secret })
    },
  )

  app.delete<{ Params: { id: string } }>(
    '/api/tokens/:id',
    { config: { scope: 'admin', action: 'token_revoked' } },
    async (request, reply) => {
      const revoked = await tokens.revoke(request.params.id)
      if (revoked === null) throw notFound(`token "${request.params.id}"`)
      const ended = await sessions.endOfToken(revoked.id)
      request.audited = {
        subject: revoked.name,
        detail: ended === 0 ? '' : `${ended} sessions of it ended`,
      }
      return reply.code(204).send()
    },
  )

  function readExpiry(iso: string | null): number | null {
    if (iso === null) return null
    const at = instant('expiresAt', iso)
    if (at <= clock.now()) throw new ApiError(422, 'bad_expiry', 'expiresAt: it has passed.')
    return at
  }
}

const shape = ({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: ApiToken) => ({
  id,
  name,
  scopes,
  createdAt: time(createdAt),
  expiresAt: time(expiresAt),
  lastUsedAt: time(lastUsedAt),
})
