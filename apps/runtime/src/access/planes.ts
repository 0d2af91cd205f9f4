import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Which listener a connection came in by, where the carrier and the administrators have one each. */
export class Planes {
  readonly #adminSockets = new WeakSet<Socket>()

  markAsAdmins(socket: Socket) {
    this.#adminSockets.add(socket)
  }

  /** On the carrier's port there is nothing but its webhooks and the health of this process; on the other, all the rest. */
  separate(app: FastifyInstance) {
    app.addHook('onRequest', (request, reply, done) => {
      const { config, url } = request.routeOptions
      const isAdmins = this.#adminSockets.has(request.raw.socket)
      const isHere = HEALTH.has(url ?? '') || (config.scope === 'signed') !== isAdmins
      if (isHere) return done()
      const message = `There is nothing at ${request.url}.`
      void reply.code(404).send({ error: { code: 'not_found', message } })
    })
  }
}

const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/readyz'])
