import { nameSecretsIn } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Clock } from '../clock.ts'
import type { Call, CallFilter, Store } from '../store/port.ts'
import { notFound } from './error.ts'
import { instant } from './instant.ts'
import { callShape, countsOf, deliveryShape, time, webhookShape } from './shapes.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const limit = Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,2}$' }))

/** Which calls; `since` and `until` are ISO 8601 and about when they began, `until` itself left out. */
const query = Type.Object({
  flowId: text(64),
  number: text(64),
  from: text(128),
  callee: text(128),
  since: text(40),
  until: text(40),
  status: Type.Optional(Type.Enum(['live', 'ended'])),
  state: text(64),
  dialStatus: text(64),
  q: text(128),
  cursor: text(256),
  limit,
})

const period = Type.Object({ from: text(40), to: text(40) })

const HOUR_MS = 60 * 60_000

/** A call's own page shows this many of its deliveries. */
const DELIVERIES_OF_A_CALL = 200

export async function callRoutes(app: FastifyInstance, { store, clock }: { store: Store; clock: Clock }) {
  app.get<{ Querystring: Type.Static<typeof query> }>(
    '/api/calls',
    { schema: { querystring: query } },
    async (request) => {
      const { q, since, until, limit: asked, ...rest } = request.query
      const filter: CallFilter = { ...rest, limit: Math.min(Number(asked ?? 50), 200) }
      if (q !== undefined) filter.text = q
      if (since !== undefined) filter.since = instant('since', since)
      if (until !== undefined) filter.until = instant('until', until)
      const { calls, next } = await store.calls.list(filter)
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
