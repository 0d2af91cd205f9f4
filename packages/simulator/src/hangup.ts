/** Hang-up code → Plivo's printed name and the telephony cause (Plivo hangup causes page; FreeSWITCH cause names). */
const causes = {
  1000: ['Canceled', 'ORIGINATOR_CANCEL'],
  3000: ['No Answer', 'NO_ANSWER'],
  3010: ['Busy Line', 'USER_BUSY'],
  3020: ['Rejected', 'CALL_REJECTED'],
  3050: ['Unallocated number', 'UNALLOCATED_NUMBER'],
  3070: ['Request timeout', 'RECOVERY_ON_TIMER_EXPIRE'],
  4000: ['Normal Hangup', 'NORMAL_CLEARING'],
  4010: ['End Of XML Instructions', 'NORMAL_CLEARING'],
  5010: ['Internal Error', 'NORMAL_TEMPORARY_FAILURE'],
  6000: ['Scheduled Hangup', 'NORMAL_CLEARING'],
  6010: ['Ring Timeout Reached', 'NO_ANSWER'],
  7011: ['Error Reaching Answer URL', 'NORMAL_CLEARING'],
  7012: ['Error Reaching Action URL', 'NORMAL_CLEARING'],
  7014: ['Error Reaching Redirect URL', 'NORMAL_CLEARING'],
  7022: ['Invalid Action URL', 'NORMAL_CLEARING'],
  7024: ['Invalid Redirect URL', 'NORMAL_CLEARING'],
  7032: ['Invalid Method For Action URL', 'NORMAL_CLEARING'],
  7034: ['Invalid Method For Redirect URL', 'NORMAL_CLEARING'],
  8011: ['Invalid Answer XML', 'NORMAL_CLEARING'],
  8012: ['Invalid Action XML', 'NORMAL_CLEARING'],
  8014: ['Invalid Redirect XML', 'NORMAL_CLEARING'],
  9000: ['Lost Race', 'LOSE_RACE'],
  9110: ['Confirm Key Challenge Failed', 'NORMAL_CLEARING'],
} as const

export type HangupCode = keyof typeof causes

/** As on the wire: the documentation's table says "Call recipient", payloads say `Callee`. */
export type HangupSource = 'Caller' | 'Callee' | 'Plivo' | 'Carrier' | 'Answer XML' | 'Error'

/** How a leg or a call ended, in Plivo's words. */
export interface Hangup {
  code: HangupCode
  name: string
  source: HangupSource
  cause: string
}

export function hangup(code: HangupCode, source: HangupSource): Hangup {
  const [name, cause] = causes[code]
  return { code, name, source, cause }
}
