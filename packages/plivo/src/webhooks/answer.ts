import type { CallStarted } from '@phloem/flow'
import { withPlus } from '../phone-number.ts'
import { isFinal } from './call-status.ts'
import { readCallUUID } from './call-uuid.ts'
import { fieldsOf, MAX_FIELD_LENGTH } from './fields.ts'
import { type Hangup, readHangup } from './hangup.ts'
import { type Invalid, invalid } from './invalid.ts'
import { first, type Params } from './params.ts'

export interface Start {
  kind: 'call_started'
  event: CallStarted
}

/**
 * Reads a request to the `answer_url`. An application's `hangup_url` defaults to its `answer_url`, so hang-ups
 * arrive here too; they must not start the flow again.
 */
export function readAnswer(params: Params, at: number): Start | Hangup | Invalid {
  if (first(params, 'Event') === 'Hangup' || isFinal(first(params, 'CallStatus') ?? '')) {
    return readHangup(params, at)
  }
  const uuid = readCallUUID(params)
  if (typeof uuid !== 'string') return uuid
  if (!first(params, 'To')) return invalid('To', 'To is missing')
  // `From` is empty when the caller withholds the number.
  for (const name of ['From', 'To']) {
    const party = first(params, name) ?? ''
    if (party.length > MAX_FIELD_LENGTH) return invalid(name, `${name} is too long`)
  }
  const fields = fieldsOf(params)
  return {
    kind: 'call_started',
    event: {
      type: 'call_started',
      at,
      call: {
        uuid,
        from: withPlus(first(params, 'From') ?? ''),
        to: withPlus(first(params, 'To') ?? ''),
        direction: first(params, 'Direction') === 'outbound' ? 'outbound' : 'inbound',
        callerName: fields.CallerName ?? '',
        fields,
      },
    },
  }
}
