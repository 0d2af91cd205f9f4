import type { FastifyInstance } from 'fastify'

const MOST_UNSIGNED = 20

/**
 * Whoever sends more than a few requests a minute that the carrier did not sign is told so, and has to connect anew for each.
 * Looked at after the signature: nothing that is signed ever counts or waits, whoever shares its address.
 */
export function limitUnsigned(app: FastifyInstance) {
  const unsigned = app.createRateLimit({ max: MOST_UNSIGNED, timeWindow: 60_000 })
  app.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode !== 403) return payload
    const limit = await unsigned(request)
    if (!('isExceeded' in limit) || !limit.isExceeded) return payload
    reply
      .code(429)
      .header('retry-after', limit.ttlInSeconds)
      .header('connection', 'close')
      .type('application/json')
    return JSON.stringify({
      error: { code: 'too_many', message: 'Too many requests without a good signature.' },
    })
  })
}
