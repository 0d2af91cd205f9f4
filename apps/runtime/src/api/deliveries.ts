import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Delivery, DeliveryFilter, DeliveryStore, ReviveFilter } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'
import { instant } from './instant.ts'
import { deliveryShape } from './shapes.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

/** Which deliveries; times are ISO 8601 and about when they were created, `to` itself left out. */
const which = {
  destination: text(300),
  flowId: text(64),
  from: text(40),
  to: text(40),
}

const query = Type.Object(
  {
    ...which,
    state: Type.Optional(Type.Enum(['pending', 'delivered', 'dead'])),
    callUUID: text(128),
    cursor: text(256),
    limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })),
  },
  { additionalProperties: false },
)

const replayBody = Type.Object(
  {
    ...which,
    ids: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 128 }), { maxItems: 1000 })),
  },
  { additionalProperties: false },
)

export interface DeliveryRoutesOptions {
  deliveries: DeliveryStore
  replay: (id: string) => Promise<Delivery | null>
  replayMany: (filter: ReviveFilter) => Promise<number>
}

export async function deliveryRoutes(
  app: FastifyInstance,
  { deliveries, replay, replayMany }: DeliveryRoutesOptions,
) {
  app.get<{ Querystring: Type.Static<typeof query> }>(
    '/api/deliveries',
    { schema: { querystring: query } },
    async (request) => {
      const { limit, from, to, ...rest } = request.query
      const filter: DeliveryFilter = {
        ...rest,
        ...between(from, to),
        limit: Math.min(Number(limit ?? 50), 200),
      }
      const page = await deliveries.list(filter)
      return { deliveries: page.deliveries.map(deliveryShape), next: page.next }
    },
  )

  app.post<{ Params: { id: string } }>(
    '/api/deliveries/:id/replay',
    { config: { scope: 'operate', action: 'report_replayed' } },
    async (request, reply) => {
      const { id } = request.params
      if ((await deliveries.find(id)) === null) throw notFound(`delivery "${id}"`)
      const revived = await replay(id)
      if (revived === null)
        throw new ApiError(409, 'not_dead', 'Only a report that was given up can be sent again.')
      return reply.code(202).send(deliveryShape(revived))
    },
  )

  app.post<{ Body: Type.Static<typeof replayBody> }>(
    '/api/deliveries/replay',
    { schema: { body: replayBody }, config: { scope: 'operate', action: 'reports_replayed' } },
    async (request, reply) => {
      const { ids, from, to, ...rest } = request.body
      if (ids !== undefined && Object.keys(request.body).length > 1)
        throw new ApiError(400, 'bad_request', 'Name either ids or what they must match, not both.')
      const filter: ReviveFilter = ids === undefined ? { ...rest, ...between(from, to) } : { ids }
      const replayed = await replayMany(filter)
      request.audited = { detail: `${replayed} reports` }
      return reply.code(202).send({ replayed })
    },
  )
}

function between(from: string | undefined, to: string | undefined): { from?: number; to?: number } {
  return {
    ...(from === undefined ? {} : { from: instant('from', from) }),
    ...(to === undefined ? {} : { to: instant('to', to) }),
  }
}
