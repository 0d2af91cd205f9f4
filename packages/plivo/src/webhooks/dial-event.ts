import type { LegAnswered, LegConnected, LegEnded } from '@phloem/flow'
import { withPlus } from '../phone-number.ts'
import { fieldsOf } from './fields.ts'
import { first, type Params } from './params.ts'

/** Reads a request to a dial's `callbackUrl`; null for what moves no flow, such as digits. */
export function readDialEvent(
  params: Params,
  step: number,
  at: number,
): LegAnswered | LegConnected | LegEnded | null {
  const leg = {
    at,
    step,
    legUUID: first(params, 'DialBLegUUID') ?? '',
    to: withPlus(first(params, 'DialBLegTo') ?? ''),
    fields: fieldsOf(params),
  }
  switch (actionOf(params)) {
    case 'answer':
      return { type: 'leg_answered', ...leg }
    case 'connected':
      return { type: 'leg_connected', ...leg }
    case 'hangup':
      return { type: 'leg_ended', ...leg, hangupCause: hangupCauseOf(params) }
    default:
      return null
  }
}

/** `DialAction` is documented; captures also have `Event=DialHangup` and the status of the leg. */
function actionOf(params: Params): string {
  const inEvent = /^Dial([A-Z][a-z]+)$/.exec(first(params, 'Event') ?? '')?.[1]
  return first(params, 'DialAction') || inEvent?.toLowerCase() || first(params, 'DialBLegStatus') || ''
}

const hangupCauseOf = (params: Params): string =>
  first(params, 'DialBLegHangupCauseName') || first(params, 'DialBLegHangupCause') || ''
