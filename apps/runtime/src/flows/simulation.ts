import {
  type Engine,
  type Outcome,
  type Outcomes,
  type SimulatedCall,
  type Simulation,
  simulate,
  withAnswer,
} from '@phloem/engine'
import type { Emitted, FlowDocument, Request } from '@phloem/flow'
import type { Answer } from '../deliveries/send.ts'

/** A flow that asks again and again would hold the page up, and somebody's server. */
export const MOST_REAL_REQUESTS = 20

/** A request that left for real, though the call was not. */
export interface SentForReal {
  nodeId: string
  method: Request['method']
  url: string
  status: number | null
  error: string | null
  durationMs: number
}

export interface PlayedCall extends Pick<Simulation, 'steps' | 'session'> {
  /** The script with the answers that really came, so that the same call can be played without asking again. */
  outcomes: Outcomes
  sent: SentForReal[]
}

/**
 * Plays a call through a document. Nothing leaves, but for the requests that the script wants to be sent for real; those
 * carry the header `phloem-simulation`, so that a server can tell.
 */
export async function playCall(
  engine: Engine,
  document: FlowDocument,
  call: SimulatedCall,
  script: Outcomes,
  send: (request: Request) => Promise<Answer>,
): Promise<PlayedCall> {
  const sent: SentForReal[] = []
  const sendMarked = async (nodeId: string, request: Emitted<Request>): Promise<Outcome> => {
    if (sent.length >= MOST_REAL_REQUESTS) return { error: `more than ${MOST_REAL_REQUESTS} real requests` }
    const headers = [...request.headers, { key: 'phloem-simulation', value: document.id }]
    const { status, contentType, body, error, durationMs } = await send({ ...request, headers })
    sent.push({ nodeId, method: request.method, url: request.url, status, error, durationMs })
    return error === null ? { status: status ?? 0, contentType, body } : { error }
  }

  let outcomes = script
  let played = simulate(engine, document, call, outcomes)
  for (let tries = 0; played.asked !== null && tries <= MOST_REAL_REQUESTS; tries += 1) {
    const { asked } = played
    outcomes = withAnswer(outcomes, asked, await sendMarked(asked.nodeId, asked.request))
    played = simulate(engine, document, call, outcomes)
  }
  for (const effect of played.steps.flatMap(({ effects }) => effects)) {
    if (effect.type !== 'request' || effect.purpose !== 'report' || effect.nodeId === null) continue
    if (script[effect.nodeId]?.some(({ isReal }) => isReal)) await sendMarked(effect.nodeId, effect)
  }
  const { steps, session } = played
  return { steps, session, outcomes: withoutReal(outcomes), sent }
}

/** What was really asked for is mocked from here on. */
const withoutReal = (outcomes: Outcomes): Outcomes =>
  Object.fromEntries(
    Object.entries(outcomes).map(([nodeId, list]) => [
      nodeId,
      list.filter(({ isReal }, index) => !isReal || index === 0).map(({ isReal: _, ...rest }) => rest),
    ]),
  )
