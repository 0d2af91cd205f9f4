import { isSipUri, toE164 } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Flows } from '../flows/flows.ts'
import type { Hub } from '../hub.ts'
import type { FlowStore, NumberStore, PhoneNumber } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'

const body = Type.Object(
  {
    flowId: Type.Unsafe<string | null>({ type: ['string', 'null'], minLength: 1, maxLength: 64 }),
    alias: Type.Optional(Type.String({ maxLength: 120 })),
    fallbackNumber: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 256 })),
  },
  { additionalProperties: false },
)

type ByNumber = { Params: { number: string } }

export interface NumberRoutesOptions {
  numbers: NumberStore
  flows: Flows
  flowStore: FlowStore
  hub: Hub
}

export async function numberRoutes(
  app: FastifyInstance,
  { numbers, flows, flowStore, hub }: NumberRoutesOptions,
) {
  app.get('/api/numbers', async () => ({ numbers: await Promise.all((await numbers.list()).map(shape)) }))

  app.put<ByNumber & { Body: Type.Static<typeof body> }>(
    '/api/numbers/:number',
    { schema: { body }, config: { scope: 'edit', action: 'number_assigned' } },
    async (request) => {
      const number = toE164(request.params.number)
      if (number === null) {
        throw new ApiError(
          422,
          'not_a_number',
          `"${request.params.number}" is not a phone number in E.164, such as +12025550101.`,
        )
      }
      const { flowId, alias, fallbackNumber } = request.body
      const fallback = fallbackNumber && (await readFallback(fallbackNumber, number))
      if (flowId !== null) await publishFirst(flowId)
      const known = await numbers.find(number)
      const assigned: PhoneNumber = {
        number,
        alias: alias ?? known?.alias ?? '',
        source: known?.source ?? 'manual',
        flowId,
        fallbackNumber: fallback === undefined ? (known?.fallbackNumber ?? null) : fallback || null,
      }
      await numbers.put(assigned)
      hub.publish({ kind: 'numbers', number })
      request.audited = { subject: number, detail: flowId === null ? 'no flow' : `flow ${flowId}` }
      return shape(assigned)
    },
  )

  app.delete<ByNumber>(
    '/api/numbers/:number',
    { config: { scope: 'edit', action: 'number_removed' } },
    async (request, reply) => {
      const number = toE164(request.params.number) ?? request.params.number
      const known = await numbers.find(number)
      if (known === null) throw notFound(`number "${number}"`)
      if (known.source !== 'manual') {
        throw new ApiError(
          409,
          'number_of_carrier',
          `${number} is the carrier's; only numbers that were added by hand can be removed.`,
        )
      }
      await numbers.remove(number)
      hub.publish({ kind: 'numbers', number })
      return reply.code(204).send()
    },
  )

  /** Assigning says that the flow is to run, so a flow that never was published is published now. */
  async function publishFirst(flowId: string) {
    const flow = await flowStore.find(flowId)
    if (flow === null) throw new ApiError(404, 'flow_not_found', `There is no flow "${flowId}".`)
    if (flow.version === null) await flows.publish(flowId, 'Published by assigning it to a number')
  }

  /** A number of ours would bring the call back here, where nothing can be decided. */
  async function readFallback(text: string, number: string): Promise<string> {
    const refused = (why: string) => new ApiError(422, 'bad_fallback_number', `fallbackNumber: ${why}.`)
    const trimmed = text.trim()
    const fallback = isSipUri(trimmed) ? trimmed : toE164(trimmed)
    if (fallback === null)
      throw refused(`"${text}" is neither a phone number such as +12025550101 nor a sip: address`)
    if (fallback === number) throw refused('it is the number itself')
    if ((await numbers.find(fallback)) !== null)
      throw refused(`${fallback} is answered by Phloem too, which could not decide there either`)
    return fallback
  }

  async function shape({ number, alias, source, flowId, fallbackNumber }: PhoneNumber) {
    const flow = flowId === null ? null : await flowStore.find(flowId)
    return {
      number,
      alias,
      source,
      flowId,
      flowName: flow?.draft.name ?? null,
      publishedVersion: flow?.version ?? null,
      fallbackNumber,
    }
  }
}
