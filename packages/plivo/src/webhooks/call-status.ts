/** Every `CallStatus` that any Plivo page names; no page has them all. */
export const CALL_STATUSES = [
  'ringing',
  'in-progress',
  'completed',
  'busy',
  'no-answer',
  'cancel',
  'timeout',
  'failed',
] as const

export type CallStatus = (typeof CALL_STATUSES)[number]

const LIVE: readonly string[] = ['ringing', 'in-progress'] satisfies CallStatus[]

/** Whether the call is over. A status that Plivo adds later counts as live until a hang-up says otherwise. */
export const isFinal = (status: string): boolean =>
  (CALL_STATUSES as readonly string[]).includes(status) && !LIVE.includes(status)
