import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Storage, Store } from '../store/port.ts'

export interface StatusRoutesOptions {
  store: Store
  metrics: Metrics
  /** False before the first call can be taken and from the beginning of a stop. */
  isReady: () => boolean
  storage: () => Promise<Storage>
  /** Changes of calls that the store did not take yet. */
  unstoredCount: () => number
}

export async function statusRoutes(
  app: FastifyInstance,
  { store, metrics, isReady, storage, unstoredCount }: StatusRoutesOptions,
) {
  const config = { scope: 'public' } as const
  app.get('/healthz', { config }, async () => ({ status: 'ok' }))

  app.get('/readyz', { config }, async (_request, reply) => {
    if (!isReady()) return reply.code(503).send({ status: 'starting_or_stopping' })
    const trouble = await troubleOfStore()
    return trouble === null ? { status: 'ready' } : reply.code(503).send({ status: trouble })
  })

  /** Little room is no reason yet to send callers elsewhere. */
  async function troubleOfStore(): Promise<string | null> {
    const isWritten = await store.ping().then(
      () => true,
      () => false,
    )
    const { state } = await storage()
    if (state === 'full') return 'disk_full'
    if (!isWritten || state === 'failing') return 'store_unavailable'
    return unstoredCount() > 0 ? 'store_behind' : null
  }

  app.get('/metrics', { config }, async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  )
}
