import { type EventOf, type Exit, finish, leave, type Outcome } from '@phloem/flow'
import { callVariables, messageVariables, runVariables } from './variables.ts'

export const exits = [
  { id: 'incoming_call', title: 'Incoming Call', description: 'A call to a number that has this flow.' },
  {
    id: 'incoming_message',
    title: 'Incoming Message',
    description: 'A message to a number that has this flow.',
    unavailable: 'Messages do not start flows in this version; only incoming calls do.',
  },
  {
    id: 'api_request',
    title: 'API Request',
    description: 'A request to the API of this flow.',
    unavailable: 'API requests do not start flows in this version; only incoming calls do.',
  },
] as const satisfies readonly Exit[]

type StartExit = (typeof exits)[number]['id']

/** Nothing leads into Start: flows begin with `resume`. */
export const enter = (): Outcome<StartExit> => finish()

export function resume(
  _config: object,
  event: EventOf<'call_started' | 'message_received' | 'run_requested'>,
): Outcome<StartExit> {
  switch (event.type) {
    case 'call_started':
      return leave('incoming_call', callVariables(event))
    case 'message_received':
      return leave('incoming_message', messageVariables(event))
    case 'run_requested':
      return leave('api_request', runVariables(event))
  }
}
