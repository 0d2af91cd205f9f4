import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'

/** With so much delay of the event loop callers begin to notice; the pages and the API are refused then. */
const API_REFUSED_AT_MS = 250
/** And here the carrier's own time runs out: new calls get the plainest answer there is. */
const CALLS_SHED_AT_MS = 1000
const SAMPLED_EVERY_MS = 250
const RETRY_AFTER_SECONDS = 5

/** Never refused: the carrier, and those who look whether Phloem lives. */
const ESSENTIAL = /^\/(plivo|healthz|readyz|metrics)(\/|\?|$)/

/** Refuses the editor and the API before any call is. Returns whether even new calls are too much. */
export async function shedLoad(app: FastifyInstance): Promise<() => boolean> {
  await app.register(underPressure, {
    maxEventLoopDelay: API_REFUSED_AT_MS,
    sampleInterval: SAMPLED_EVERY_MS,
    pressureHandler: (request, reply) => {
      if (ESSENTIAL.test(request.url)) return
      const message = 'Phloem is busy with calls. Try again in a moment.'
      reply
        .code(503)
        .header('retry-after', RETRY_AFTER_SECONDS)
        .send({ error: { code: 'busy', message } })
    },
  })
  return () => app.memoryUsage().eventLoopDelay > CALLS_SHED_AT_MS
}
