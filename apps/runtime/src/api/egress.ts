import { LIMITS } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Egress } from '../deliveries/egress.ts'
import { literalOrigin } from '../deliveries/literal-destinations.ts'

const body = Type.Object({ url: Type.String({ maxLength: LIMITS.urlLength }) })

/** Says of a URL, while it is typed, what a request to it would meet. Templates may stand after its host. */
export async function egressRoutes(app: FastifyInstance, { egress }: { egress: Pick<Egress, 'verdict'> }) {
  app.post<{ Body: Type.Static<typeof body> }>(
    '/api/egress/verdict',
    { schema: { body }, config: { scope: 'read' } },
    async (request) => {
      const url = URL.parse(
        request.body.url.includes('{{') ? literalOrigin(request.body.url) : request.body.url,
      )
      if (url === null) return { verdict: 'unknown', message: null }
      const verdict = await egress.verdict(url)
      if (verdict === null) return { verdict: 'allowed', message: null }
      if (verdict === 'no_address') {
        return { verdict: 'unknown', message: `Phloem finds no address for ${url.hostname}.` }
      }
      const { subject, reason, canBeAllowed } = verdict
      const remedy = canBeAllowed ? '; set PHLOEM_EGRESS_ALLOW to allow it' : ''
      return { verdict: 'refused', message: `Phloem may not reach ${subject}: it ${reason}${remedy}.` }
    },
  )
}
