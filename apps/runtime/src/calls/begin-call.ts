import { APOLOGY } from '@phloem/engine'
import { type CallFacts, type Event, toE164 } from '@phloem/flow'
import type { PublishedFlows } from '../flows/published.ts'
import type { Call, Store } from '../store/port.ts'

const NOT_IN_SERVICE = 'We are sorry. The number that you called is not in service here. Goodbye.'
const NOT_SET_UP = 'We are sorry. The number that you called is not set up yet. Goodbye.'

interface World {
  store: Pick<Store, 'numbers'>
  published: PublishedFlows
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

async function startedCall(facts: CallFacts, at: number, { store, published }: World): Promise<Call> {
  const { uuid, from, to, callerName, direction } = facts
  const call = { ...unpinned(uuid, from, to, at), callerName, direction }
  const number = await store.numbers.find(to)
  if (number === null)
    return { ...call, ...apologises(NOT_IN_SERVICE, 'Nobody has set up this number here.') }
  const { flowId } = number
  if (flowId === null) return { ...call, ...apologises(NOT_SET_UP, 'No flow is assigned to this number.') }
  const newest = await published.newest(flowId)
  if ('problem' in newest) return { ...call, flowId, ...apologises(APOLOGY, newest.problem) }
  return { ...call, flowId, version: newest.version }
}

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
  seq: 0,
})

const numberIn = (fields: Record<string, string>, name: string): string =>
  toE164(fields[name] ?? '') ?? fields[name] ?? ''

const apologises = (text: string, problem: string): Pick<Call, 'voice' | 'problem'> => ({
  problem,
  voice: [
    { type: 'speak', text, nodeId: null, step: 0 },
    { type: 'hang_up', nodeId: null, step: 0 },
  ],
})
