import type { Hangup } from './hangup.ts'
import { withoutPlus } from './phone-number.ts'
import type { CallStatus } from './transcript.ts'

export type Params = Record<string, string>

/** US dollars a minute; strings on the wire. */
const BILL_RATE = 0.0055

export interface CallParties {
  callUUID: string
  from: string
  to: string
  callerName: string
  authId: string
  startedAt: Date
}

/** What every request about an inbound call carries (Plivo request page; newer names from captured payloads). */
export function standardParams(
  parties: CallParties,
  callStatus: CallStatus | 'ringing' | 'in-progress',
): Params {
  return {
    BillRate: String(BILL_RATE),
    CallStatus: callStatus,
    CallUUID: parties.callUUID,
    ...(parties.callerName === '' ? {} : { CallerName: parties.callerName }),
    ...countryParams(parties.from),
    Direction: 'inbound',
    From: withoutPlus(parties.from),
    ParentAuthID: parties.authId,
    // Captures of inbound calls show the same id twice.
    RequestUUID: parties.callUUID,
    RouteType: '',
    STIRAttestation: '',
    STIRVerification: 'Not Applicable',
    SessionStart: `${dateTime(parties.startedAt)}.${String(parties.startedAt.getUTCMilliseconds()).padStart(3, '0')}000`,
    To: withoutPlus(parties.to),
  }
}

export function hangupParams(hangup: Hangup, times: LegTimes): Params {
  const { durationSeconds, billSeconds, totalCost } = bill(times)
  return {
    Event: 'Hangup',
    HangupCause: hangup.cause,
    HangupCauseCode: String(hangup.code),
    HangupCauseName: hangup.name,
    HangupSource: hangup.source,
    Duration: String(durationSeconds),
    BillDuration: String(billSeconds),
    TotalCost: totalCost,
    ...timeParams(times),
  }
}

export interface CalleeParties {
  callUUID: string
  legUUID: string
  from: string
  to: string
  /** From 1. */
  position: number
}

/** What every callback about a callee's leg carries. */
export function calleeParams(callee: CalleeParties, action: 'answer' | 'connected' | 'hangup'): Params {
  return {
    Event: { answer: 'DialAnswer', connected: 'DialConnected', hangup: 'DialHangup' }[action],
    DialAction: action,
    DialALegUUID: callee.callUUID,
    DialBLegBillRate: String(BILL_RATE),
    DialBLegFrom: callee.from,
    DialBLegPosition: String(callee.position),
    DialBLegStatus: action,
    DialBLegTo: callee.to,
    DialBLegUUID: callee.legUUID,
  }
}

export function calleeHangupParams(hangup: Hangup, times: LegTimes): Params {
  const { durationSeconds, billSeconds, totalCost } = bill(times)
  return {
    DialBLegDuration: String(durationSeconds),
    DialBLegBillDuration: String(billSeconds),
    DialBLegTotalCost: totalCost,
    DialBLegHangupCause: hangup.cause,
    DialBLegHangupCauseCode: String(hangup.code),
    DialBLegHangupCauseName: hangup.name,
    DialBLegHangupSource: hangup.source,
    ...timeParams(times),
  }
}

export interface LegTimes {
  startedAt: Date
  answeredAt: Date | null
  endedAt: Date
}

/** Begun minutes count whole. */
function bill({ answeredAt, endedAt }: LegTimes): {
  durationSeconds: number
  billSeconds: number
  totalCost: string
} {
  const durationSeconds =
    answeredAt === null ? 0 : Math.round((endedAt.getTime() - answeredAt.getTime()) / 1000)
  const minutes = Math.ceil(durationSeconds / 60)
  return { durationSeconds, billSeconds: minutes * 60, totalCost: (minutes * BILL_RATE).toFixed(5) }
}

/** These carry no zone: at Plivo they are in the account's own, and this account's is UTC. */
function timeParams({ startedAt, answeredAt, endedAt }: LegTimes): Params {
  return {
    StartTime: dateTime(startedAt),
    ...(answeredAt === null ? {} : { AnswerTime: dateTime(answeredAt) }),
    EndTime: dateTime(endedAt),
  }
}

const dateTime = (date: Date): string => date.toISOString().slice(0, 19).replace('T', ' ')

/** A few country codes are enough to show what the parameter looks like; unknown ones are left out. */
const countries = {
  '1': 'US',
  '33': 'FR',
  '34': 'ES',
  '39': 'IT',
  '44': 'GB',
  '49': 'DE',
  '61': 'AU',
  '91': 'IN',
}

function countryParams(number: string): Params {
  const found = Object.entries(countries).find(([prefix]) => number.startsWith(`+${prefix}`))
  return found === undefined ? {} : { CountryCode: found[1] }
}
