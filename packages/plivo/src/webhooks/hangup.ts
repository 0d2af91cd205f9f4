import type { HungUp } from '@phloem/flow'
import { readCallUUID } from './call-uuid.ts'
import { fieldsOf } from './fields.ts'
import type { Invalid } from './invalid.ts'
import { first, type Params } from './params.ts'

/** The call that ended, and the event for its session. */
export interface Hangup {
  kind: 'hung_up'
  callUUID: string
  event: HungUp
}

/** Reads a request to the `hangup_url`. `HangupCause` is the telephony name; some requests have only Plivo's own. */
export function readHangup(params: Params, at: number): Hangup | Invalid {
  const callUUID = readCallUUID(params)
  if (typeof callUUID !== 'string') return callUUID
  return {
    kind: 'hung_up',
    callUUID,
    event: {
      type: 'hung_up',
      at,
      callStatus: first(params, 'CallStatus') ?? '',
      hangupCause: first(params, 'HangupCause') || first(params, 'HangupCauseName') || '',
      fields: fieldsOf(params),
    },
  }
}
