import type { FastifyInstance } from 'fastify'
import manifest from '../../package.json' with { type: 'json' }
import type { MaskPersonal } from '../personal/mask.ts'
import type { DeliveryStore, Storage } from '../store/port.ts'
import { time } from './shapes.ts'

export interface InstallationRoutesOptions {
  deliveries: DeliveryStore
  carrier: 'simulator' | 'plivo'
  publicUrl: () => string
  maskPersonal: MaskPersonal
  storage: () => Promise<Storage>
  /** Changes of calls that the store did not take yet. */
  unstoredCount: () => number
}

/** What the page says of this Phloem as a whole. */
export async function installationRoutes(app: FastifyInstance, options: InstallationRoutesOptions) {
  const { deliveries, carrier, publicUrl, maskPersonal, storage, unstoredCount } = options
  app.get('/api/status', async () => {
    const { count, oldestAt } = await deliveries.owed()
    return {
      version: manifest.version,
      carrier,
      publicUrl: publicUrl(),
      /** Where callers' and callees' numbers and names are masked. */
      maskPersonal,
      owed: { count, oldestAt: time(oldestAt) },
      storage: { ...(await storage()), unstored: unstoredCount() },
    }
  })
}
