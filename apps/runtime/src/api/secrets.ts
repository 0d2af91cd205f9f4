import { SECRET_NAME } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Secrets } from '../secrets/secrets.ts'
import { notFound } from './error.ts'
import { time } from './shapes.ts'

/** Shorter ones are guessed, and could not be told from other words in what a server answers. */
const SHORTEST = 4
const LONGEST = 8192

const byName = Type.Object({ name: Type.String({ pattern: `^${SECRET_NAME}$` }) })
const body = Type.Object(
  { value: Type.String({ minLength: SHORTEST, maxLength: LONGEST }) },
  { additionalProperties: false },
)

type ByName = { Params: Type.Static<typeof byName> }

/** Secrets are set, named and removed here; no answer ever holds a value. */
export async function secretRoutes(app: FastifyInstance, { secrets }: { secrets: Secrets }) {
  app.get('/api/secrets', async () => ({
    secrets: secrets.list().map(({ setAt, lastUsedAt, ...secret }) => ({
      ...secret,
      setAt: time(setAt),
      lastUsedAt: time(lastUsedAt),
    })),
  }))

  app.put<ByName & { Body: Type.Static<typeof body> }>(
    '/api/secrets/:name',
    { schema: { params: byName, body } },
    async (request, reply) => {
      await secrets.set(request.params.name, request.body.value)
      return reply.code(204).send()
    },
  )

  app.delete<ByName>('/api/secrets/:name', { schema: { params: byName } }, async (request, reply) => {
    const { name } = request.params
    if (!(await secrets.remove(name))) throw notFound(`stored secret "${name}"`)
    return reply.code(204).send()
  })
}
