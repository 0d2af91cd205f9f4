import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/port.ts'

export interface StatusRoutesOptions {
  store: Store
  metrics: Metrics
  /** False before the first call can be taken and from the beginning of a stop. */
  isReady: () => boolean
}

export async function statusRoutes(app: FastifyInstance, { store, metrics, isReady }: StatusRoutesOptions) {
  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (request, reply) => {
    if (!isReady()) return reply.code(503).send({ status: 'starting_or_stopping' })
    try {
      await store.ping()
    } catch (error) {
      request.log.error({ err: error }, 'the store does not answer')
      return reply.code(503).send({ status: 'store_unavailable' })
    }
    return { status: 'ready' }
  })

  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
