import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import type { Static } from 'typebox'
import { MASKS_EXPORTS, type MaskPersonal, maskPersonal } from '../personal/mask.ts'
import type { CallFilter, Store } from '../store/port.ts'
import { callQuery, filterOf } from './call-query.ts'
import { callShape } from './shapes.ts'

const CALLS_PER_READ = 200

/** All calls of a filter as newline-delimited JSON, read while they are sent. */
export async function callExportRoutes(
  app: FastifyInstance,
  { store, maskPersonal: where }: { store: Store; maskPersonal: MaskPersonal },
) {
  app.get<{ Querystring: Static<typeof callQuery> }>(
    '/api/calls/export',
    { schema: { querystring: callQuery } },
    async (request, reply) => {
      const lines = Readable.from(linesOf({ ...filterOf(request.query), limit: CALLS_PER_READ }))
      return reply
        .header('content-type', 'application/x-ndjson; charset=utf-8')
        .header('content-disposition', 'attachment; filename="phloem-calls.ndjson"')
        .header('cache-control', 'no-store')
        .send(lines)
    },
  )

  async function* linesOf(filter: CallFilter): AsyncGenerator<string> {
    const names = new Map((await store.flows.list()).map(({ id, draft }) => [id, draft.name]))
    const show: <T>(value: T) => T = MASKS_EXPORTS.includes(where) ? maskPersonal : (value) => value
    let cursor: string | null = filter.cursor ?? null
    do {
      const page = await store.calls.list(cursor === null ? filter : { ...filter, cursor })
      const lines = page.calls.map(({ deliveries, ...call }) => {
        const name = call.flowId === null ? null : (names.get(call.flowId) ?? call.flowId)
        return `${JSON.stringify(show(callShape(call, name, deliveries)))}\n`
      })
      yield lines.join('')
      cursor = page.next
    } while (cursor !== null)
  }
}
