import type { FastifyInstance } from 'fastify'
import manifest from '../../package.json' with { type: 'json' }
import type { DeliveryStore } from '../store/port.ts'
import { time } from './shapes.ts'

export interface InstallationRoutesOptions {
  deliveries: DeliveryStore
  carrier: 'simulator' | 'plivo'
  publicUrl: () => string
}

/** What the page says of this Phloem as a whole. */
export async function installationRoutes(app: FastifyInstance, options: InstallationRoutesOptions) {
  const { deliveries, carrier, publicUrl } = options
  app.get('/api/status', async () => {
    const { count, oldestAt } = await deliveries.owed()
    return {
      version: manifest.version,
      carrier,
      publicUrl: publicUrl(),
      owed: { count, oldestAt: time(oldestAt) },
    }
  })
}
