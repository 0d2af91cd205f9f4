import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Destinations, DestinationView } from '../deliveries/destinations.ts'
import type { DeliveryStore } from '../store/port.ts'
import { notFound } from './error.ts'
import { time } from './shapes.ts'

const origin = Type.String({ minLength: 1, maxLength: 300 })
const query = Type.Object({ origin }, { additionalProperties: false })
const body = Type.Object({ origin }, { additionalProperties: false })
const reopenBody = Type.Object(
  { origin, url: Type.String({ minLength: 1, maxLength: 4096 }) },
  { additionalProperties: false },
)

export interface DestinationRoutesOptions {
  destinations: Destinations
  deliveries: DeliveryStore
  /** Reports that wait for it may go out. */
  onReopened: () => void
}

export async function destinationRoutes(
  app: FastifyInstance,
  { destinations, deliveries, onReopened }: DestinationRoutesOptions,
) {
  app.get('/api/destinations', async () => {
    const counts = new Map((await deliveries.owedByDestination()).map((each) => [each.destination, each]))
    return {
      destinations: destinations.all().map((destination) => {
        const { owed, dead } = counts.get(destination.origin) ?? {
          owed: { count: 0, oldestAt: null },
          dead: 0,
        }
        return {
          ...shape(destination),
          owed: { count: owed.count, oldestAt: time(owed.oldestAt) },
          dead,
        }
      }),
    }
  })

  app.get<{ Querystring: Type.Static<typeof query> }>(
    '/api/destinations/secret',
    { schema: { querystring: query }, config: { scope: 'admin', action: 'signing_secret_shown' } },
    async (request, reply) => {
      const known = found(request.query.origin)
      request.audited = { subject: known.origin }
      return reply
        .header('cache-control', 'no-store')
        .send({ secrets: await destinations.secrets(known.origin) })
    },
  )

  app.post<{ Body: Type.Static<typeof body> }>(
    '/api/destinations/rotate-secret',
    { schema: { body }, config: { scope: 'admin', action: 'signing_secret_rotated' } },
    async (request, reply) => {
      request.audited = { subject: request.body.origin }
      if (!(await destinations.rotateSecret(request.body.origin))) throw unknown(request.body.origin)
      return reply.code(204).send()
    },
  )

  app.post<{ Body: Type.Static<typeof body> }>(
    '/api/destinations/enable',
    { schema: { body }, config: { scope: 'operate', action: 'destination_enabled' } },
    async (request, reply) => {
      request.audited = { subject: request.body.origin }
      if (!(await destinations.enable(request.body.origin))) throw unknown(request.body.origin)
      onReopened()
      return reply.code(204).send()
    },
  )

  app.post<{ Body: Type.Static<typeof reopenBody> }>(
    '/api/destinations/reopen',
    { schema: { body: reopenBody }, config: { scope: 'operate', action: 'url_reopened' } },
    async (request, reply) => {
      const { url } = request.body
      request.audited = { subject: url }
      const known = found(request.body.origin)
      if (!(await destinations.reopen(known.origin, url))) throw notFound(`URL "${url}" that answered 410`)
      onReopened()
      return reply.code(204).send()
    },
  )

  function found(asked: string) {
    const known = destinations.find(asked)
    if (known === null) throw unknown(asked)
    return known
  }
}

const unknown = (asked: string) => notFound(`destination "${asked}"`)

function shape({ origin, secrets, failing, disabled, gone, breaker }: DestinationView) {
  return {
    origin,
    state: stateOf(),
    breaker: { state: breaker.state, nextProbeAt: time(breaker.nextProbeAt) },
    failingSince: time(failing?.since ?? null),
    disabledAt: time(disabled?.at ?? null),
    disabledReason: disabled?.reason ?? null,
    gone: gone.map(({ url, since }) => ({ url, since: time(since) })),
    secretUpdatedAt: time(secrets[0]?.createdAt ?? null),
  }

  /** `deferred`: its breaker is open, reports wait without losing attempts. */
  function stateOf(): 'ok' | 'failing' | 'deferred' | 'disabled' {
    if (disabled !== null) return 'disabled'
    if (breaker.state !== 'closed') return 'deferred'
    return failing === null ? 'ok' : 'failing'
  }
}
