import {
  type Difference,
  type Engine,
  firstDifference,
  happeningsIn,
  type Outcomes,
  simulate,
} from '@phloem/engine'
import { type FlowDocument, nameSecretsIn, type Request } from '@phloem/flow'
import type { FastifyInstance } from 'fastify'
import * as Type from 'typebox'
import type { Clock } from '../clock.ts'
import type { Answer } from '../deliveries/send.ts'
import { inOneLine, readRunnable } from '../flows/checking.ts'
import { playCall } from '../flows/simulation.ts'
import type { Flow, FlowStore, Scenario, ScenarioStore } from '../store/port.ts'
import { ApiError, notFound } from './error.ts'

export interface SimulationRoutesOptions {
  engine: Engine
  store: FlowStore
  scenarios: ScenarioStore
  clock: Clock
  send: (request: Request) => Promise<Answer>
}

/** Of one flow. */
const MOST_SCENARIOS = 200

const outcome = Type.Object(
  {
    dial: Type.Optional(
      Type.Enum(['completed', 'cancelled', 'busy', 'no_answer', 'timeout', 'failed', 'unknown']),
    ),
    ringSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    talkSeconds: Type.Optional(Type.Number({ minimum: 0, maximum: 86_400 })),
    hangupCause: Type.Optional(Type.String({ maxLength: 64 })),
    status: Type.Optional(Type.Integer({ minimum: 100, maximum: 599 })),
    contentType: Type.Optional(Type.String({ maxLength: 256 })),
    body: Type.Optional(Type.String({ maxLength: 64 * 1024 })),
    error: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    isReal: Type.Optional(Type.Literal(true)),
    callerHangsUp: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
)
const call = Type.Object(
  {
    from: Type.Optional(Type.String({ maxLength: 128 })),
    to: Type.Optional(Type.String({ maxLength: 128 })),
    callerName: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
const outcomes = Type.Record(Type.String(), Type.Array(outcome, { maxItems: 50 }))
const script = Type.Object(
  { call: Type.Optional(call), outcomes: Type.Optional(outcomes) },
  { additionalProperties: false },
)
const simulateBody = Type.Object(
  { version: Type.Optional(Type.Integer({ minimum: 1 })), ...script.properties },
  { additionalProperties: false },
)
const scenarioName = Type.Object({ id: Type.String(), name: Type.String({ minLength: 1, maxLength: 100 }) })

type ById = { Params: { id: string } }
type ByName = { Params: { id: string; name: string } }
type Script = Type.Static<typeof script>

/** Playing drafts without a carrier, and the calls that are kept to be played again. */
export async function simulationRoutes(
  app: FastifyInstance,
  { engine, store, scenarios, clock, send }: SimulationRoutesOptions,
) {
  app.post<ById & { Body: Type.Static<typeof simulateBody> | null }>(
    '/api/flows/:id/simulate',
    // It may send requests for real.
    { schema: { body: Type.Union([simulateBody, Type.Null()]) }, config: { scope: 'edit', action: null } },
    async (request) => {
      const { version, call, outcomes } = request.body ?? {}
      const { draft, revision } = await find(request.params.id)
      const document = runnable(version === undefined ? draft : await versionOf(request.params.id, version))
      const facts = { ...USUAL_CALL, ...call, uuid: 'simulated', at: clock.now() }
      const { steps, session, ...rest } = await playCall(
        engine,
        document,
        facts,
        (outcomes ?? {}) as Outcomes,
        send,
      )
      const left = steps
        .flatMap(({ trace }) => trace)
        .filter((line) => line.type === 'left' || line.type === 'passed_over')
      const path = left.map(({ nodeId, exit, to }) => ({ nodeId, exit, to }))
      const shown = nameSecretsIn(steps)
      return { steps: shown, session, path, ...rest, ...(version === undefined ? { revision } : { version }) }
    },
  )

  app.get<ById>('/api/flows/:id/scenarios', async ({ params: { id } }) => {
    await find(id)
    return { scenarios: await scenarios.list(id) }
  })

  app.put<ByName & { Body: Script }>(
    '/api/flows/:id/scenarios/:name',
    { schema: { params: scenarioName, body: script }, config: { scope: 'edit', action: 'scenario_kept' } },
    async ({ params: { id, name }, body }) => {
      const document = runnable((await find(id)).draft)
      const outcomes = (body.outcomes ?? {}) as Outcomes
      if (Object.values(outcomes).some((list) => list.some(({ isReal }) => isReal))) {
        throw new ApiError(
          422,
          'real_request',
          'A scenario is played without real requests; give their answers.',
        )
      }
      const kept = { name, call: { ...USUAL_CALL, ...body.call }, at: clock.now(), outcomes }
      const scenario = { ...kept, expected: whatHappensIn(document, kept) }
      if (!(await scenarios.put(id, scenario, MOST_SCENARIOS))) {
        throw new ApiError(409, 'too_many_scenarios', `A flow keeps ${MOST_SCENARIOS} scenarios at most.`)
      }
      return scenario
    },
  )

  app.delete<ByName>(
    '/api/flows/:id/scenarios/:name',
    { config: { scope: 'edit', action: 'scenario_removed' } },
    async ({ params: { id, name } }, reply) => {
      if (!(await scenarios.remove(id, name))) throw notFound(`scenario "${name}"`)
      return reply.code(204).send()
    },
  )

  /** Plays them all through the draft. */
  app.post<ById>(
    '/api/flows/:id/scenarios/run',
    { config: { scope: 'read' } },
    async ({ params: { id } }) => {
      const { draft, revision } = await find(id)
      const document = runnable(draft)
      const results = (await scenarios.list(id)).map((scenario) => {
        const happened = whatHappensIn(document, scenario)
        const difference: Difference | null = firstDifference(scenario.expected, happened)
        const path = happened.filter(({ did }) => did === 'left')
        return {
          name: scenario.name,
          difference,
          path: path.map(({ nodeId, detail }) => ({ nodeId, exit: detail })),
        }
      })
      return { revision, results }
    },
  )

  const whatHappensIn = (document: FlowDocument, { call, at, outcomes }: Omit<Scenario, 'expected'>) =>
    happeningsIn(simulate(engine, document, { ...call, uuid: 'simulated', at }, outcomes).steps)

  async function find(id: string): Promise<Flow> {
    const flow = await store.find(id)
    if (flow === null) throw notFound(`flow "${id}"`)
    return flow
  }

  async function versionOf(id: string, version: number): Promise<FlowDocument> {
    const found = await store.version(id, version)
    if (found === null) throw notFound(`version ${version} of the flow "${id}"`)
    return found.document
  }
}

const USUAL_CALL = { from: '+14155550100', to: '+12025550199', callerName: '' }

function runnable(raw: FlowDocument): FlowDocument {
  const read = readRunnable(raw)
  if ('document' in read) return read.document
  throw new ApiError(422, 'flow_has_errors', inOneLine(read.issues), read.issues)
}
