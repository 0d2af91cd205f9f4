import { nameSecretsIn } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Clock } from '../clock.ts'
import type { Call, Store } from '../store/port.ts'
import { callQuery, filterOf } from './call-query.ts'
import { notFound } from './error.ts'
import { instant } from './instant.ts'
import { callShape, countsOf, deliveryShape, time, webhookShape } from './shapes.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

const period = Type.Object({ from: text(40), to: text(40) })

const HOUR_MS = 60 * 60_000

/** A call's own page shows this many of its deliveries. */
const DELIVERIES_OF_A_CALL = 200

export async function callRoutes(app: FastifyInstance, { store, clock }: { store: Store; clock: Clock }) {
  app.get<{ Querystring: Type.Static<typeof callQuery> }>(
    '/api/calls',
    { schema: { querystring: callQuery } },
    async (request) => {
      const { calls, next } = await store.calls.list(filterOf(request.query))
      const names = await namesOf(calls)
      return {
        calls: calls.map(({ deliveries, ...call }) => callShape(call, nameOf(call, names), deliveries)),
        next,
      }
    },
  )

  app.get<{ Params: { callUUID: string } }>('/api/calls/:callUUID', async (request) => {
    const { callUUID } = request.params
    const call = await store.calls.find(callUUID)
    if (call === null) throw notFound(`call "${callUUID}"`)
    const [events, webhooks, { deliveries }, names] = await Promise.all([
      store.calls.events(callUUID),
      store.calls.webhooks(callUUID),
      store.deliveries.list({ callUUID, limit: DELIVERIES_OF_A_CALL }),
      namesOf([call]),
    ])
    return {
      ...callShape(call, nameOf(call, names), countsOf(deliveries)),
      session: call.session,
      events: nameSecretsIn(events).map(({ callUUID: _, at, ...event }) => ({ ...event, at: time(at) })),
      webhooks: webhooks.map(webhookShape),
      deliveries: deliveries.map(deliveryShape),
    }
  })

  app.get<{ Params: { id: string }; Querystring: Type.Static<typeof period> }>(
    '/api/flows/:id/edge-counts',
    { schema: { querystring: period } },
    async (request) => {
      const { id } = request.params
      if ((await store.flows.find(id)) === null) throw notFound(`flow "${id}"`)
      const now = clock.now()
      const to = request.query.to === undefined ? now : instant('to', request.query.to)
      const from = request.query.from === undefined ? to - HOUR_MS : instant('from', request.query.from)
      const counts = await store.calls.exitCounts(id, from, to)
      // Counted are whole hours.
      return { from: time(Math.floor(from / HOUR_MS) * HOUR_MS), to: time(to), counts }
    },
  )

  /** Of the flows that these calls ran on, by id. */
  async function namesOf(calls: Call[]): Promise<Map<string, string>> {
    const ids = new Set(calls.flatMap(({ flowId }) => flowId ?? []))
    const flows = await Promise.all([...ids].map((id) => store.flows.find(id)))
    return new Map(flows.flatMap((flow) => (flow === null ? [] : [[flow.id, flow.draft.name]])))
  }
}

const nameOf = ({ flowId }: Call, names: Map<string, string>): string | null =>
  flowId === null ? null : (names.get(flowId) ?? flowId)
