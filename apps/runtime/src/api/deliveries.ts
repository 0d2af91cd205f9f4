import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Delivery, DeliveryFilter, DeliveryStore } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'
import { deliveryShape } from './shapes.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

const query = Type.Object({
  state: Type.Optional(Type.Enum(['pending', 'delivered', 'dead'])),
  flowId: text(64),
  callUUID: text(128),
  cursor: text(256),
  limit: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' })),
})

export interface DeliveryRoutesOptions {
  deliveries: DeliveryStore
  replay: (id: string) => Promise<Delivery | null>
}

export async function deliveryRoutes(app: FastifyInstance, { deliveries, replay }: DeliveryRoutesOptions) {
  app.get<{ Querystring: Type.Static<typeof query> }>(
    '/api/deliveries',
    { schema: { querystring: query } },
    async (request) => {
      const { limit, ...rest } = request.query
      const filter: DeliveryFilter = { ...rest, limit: Math.min(Number(limit ?? 50), 200) }
      const page = await deliveries.list(filter)
      return { deliveries: page.deliveries.map(deliveryShape), next: page.next }
    },
  )

  app.post<{ Params: { id: string } }>('/api/deliveries/:id/replay', async (request, reply) => {
    const { id } = request.params
    if ((await deliveries.find(id)) === null) throw notFound(`delivery "${id}"`)
    const revived = await replay(id)
    if (revived === null)
      throw new ApiError(409, 'not_dead', 'Only a report that was given up can be sent again.')
    return reply.code(202).send(deliveryShape(revived))
  })
}
