import type { FastifyInstance } from 'fastify'
import type { Store } from './store/port.ts'

/** A supervisor waits about this long before it kills. */
const LONGEST_STOP_MS = 10_000

/** On SIGTERM or SIGINT: finish what was accepted, then go. A second signal does not wait. */
export function stopGracefully(app: FastifyInstance, store: Store) {
  let isStopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1)
      isStopping = true
      app.log.info({ signal }, 'stopping')
      setTimeout(() => {
        app.log.error('stopping took too long; what was accepted is on disk')
        process.exit(1)
      }, LONGEST_STOP_MS).unref()
      // The store goes last: requests and deliveries under way still write to it.
      app
        .close()
        .then(() => store.close())
        .then(
          () => process.exit(0),
          (error: unknown) => {
            app.log.error({ err: error }, 'stopping failed')
            process.exit(1)
          },
        )
    })
  }
}
