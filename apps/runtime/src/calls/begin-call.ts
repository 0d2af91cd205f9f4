import { APOLOGY } from '@phloem/engine'
import { type CallFacts, type Event, toE164 } from '@phloem/flow'
import type { PublishedFlows } from '../flows/published.ts'
import type { Call, PhoneNumber, Store } from '../store/port.ts'
import type { NumberPlans } from './number-plans.ts'

const NOT_IN_SERVICE = 'We are sorry. The number that you called is not in service here. Goodbye.'
const NOT_SET_UP = 'We are sorry. The number that you called is not set up yet. Goodbye.'
const FROM_MEMORY = 'The database could not be read: the call began from what was in memory.'

interface World {
  store: Pick<Store, 'numbers'>
  published: PublishedFlows
  plans: NumberPlans
}

/**
 * A call that was not known until this event, pinned to the newest version of its number's flow. A hang-up without
 * a beginning is kept too: somebody called and got nowhere. Null for events that begin nothing.
 */
export async function beginCall(callUUID: string, event: Event, world: World): Promise<Call | null> {
  if (event.type === 'call_started') return startedCall(event.call, event.at, world)
  if (event.type !== 'hung_up') return null
  const { fields } = event
  return {
    ...unpinned(callUUID, numberIn(fields, 'From'), numberIn(fields, 'To'), event.at),
    problem: 'Only the hang-up of this call reached Phloem: the carrier could not ask what to do.',
  }
}

async function startedCall(facts: CallFacts, at: number, world: World): Promise<Call> {
  const { uuid, from, to, callerName, direction } = facts
  const call = { ...unpinned(uuid, from, to, at), callerName, direction }
  try {
    return { ...call, ...(await pin(to, world)) }
  } catch (error) {
    return { ...call, ...pinFromMemory(to, world, error) }
  }
}

type Pin = Partial<Call>

async function pin(to: string, { store, published }: World): Promise<Pin> {
  const number = await store.numbers.find(to)
  if (number === null || number.flowId === null) return withoutFlow(number)
  const { flowId, fallbackNumber } = number
  const newest = await published.newest(flowId)
  return 'version' in newest
    ? { flowId, fallbackNumber, version: newest.version, problem: newest.olderBecause }
    : { flowId, ...gives(fallbackNumber, APOLOGY, newest.problem) }
}

function pinFromMemory(to: string, { plans }: World, cause: unknown): Pin {
  const plan = plans.find(to)
  if (plan === undefined) throw cause
  const { number, version } = plan
  const { flowId, fallbackNumber } = number
  if (flowId === null) return withoutFlow(number)
  if (version === null) return { flowId, ...gives(fallbackNumber, APOLOGY, FROM_MEMORY) }
  return { flowId, fallbackNumber, version, problem: FROM_MEMORY }
}

const withoutFlow = (number: PhoneNumber | null): Pin =>
  number === null
    ? gives(null, NOT_IN_SERVICE, 'Nobody has set up this number here.')
    : gives(number.fallbackNumber, NOT_SET_UP, 'No flow is assigned to this number.')

const unpinned = (callUUID: string, from: string, to: string, startedAt: number): Call => ({
  callUUID,
  from,
  to,
  callerName: '',
  direction: 'inbound',
  flowId: null,
  version: null,
  status: 'live',
  state: null,
  dialStatus: null,
  problem: null,
  startedAt,
  endedAt: null,
  durationSeconds: null,
  session: null,
  voice: [],
  fallbackNumber: null,
  forwardedTo: null,
  quietUntil: null,
  seq: 0,
})

const numberIn = (fields: Record<string, string>, name: string): string =>
  toE164(fields[name] ?? '') ?? fields[name] ?? ''

/** Nothing can be decided: the owner's fallback number gets the call, else the caller hears why not. */
const gives = (fallbackNumber: string | null, text: string, problem: string): Pin => ({
  fallbackNumber,
  forwardedTo: fallbackNumber,
  problem,
  voice: [
    { type: 'speak', text, nodeId: null, step: 0 },
    { type: 'hang_up', nodeId: null, step: 0 },
  ],
})
