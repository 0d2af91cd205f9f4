import type { DialEnded, DialResult } from '@phloem/flow'
import { fieldsOf } from './fields.ts'
import { first, type Params } from './params.ts'

/** Every `DialStatus` that any Plivo page names; the dial status reporting guide lacks `cancel`. */
export const DIAL_STATUSES = ['completed', 'cancel', 'busy', 'no-answer', 'timeout', 'failed'] as const

export type DialStatus = (typeof DIAL_STATUSES)[number]

const RESULTS = {
  completed: 'completed',
  cancel: 'cancelled',
  busy: 'busy',
  'no-answer': 'no_answer',
  timeout: 'timeout',
  failed: 'failed',
} as const satisfies Record<DialStatus, DialResult>

/** Reads a request to a dial's `action` URL. */
export const readDialEnded = (params: Params, step: number, at: number): DialEnded => ({
  type: 'dial_ended',
  at,
  step,
  result: resultOf(first(params, 'DialStatus')),
  rang: rangOf(first(params, 'DialRingStatus')),
  hangupCause: first(params, 'DialHangupCause') ?? '',
  fields: fieldsOf(params),
})

function resultOf(text: string | undefined): DialResult {
  const status = DIAL_STATUSES.find((known) => known === text)
  return status === undefined ? 'unknown' : RESULTS[status]
}

function rangOf(text = ''): boolean | null {
  const lowered = text.toLowerCase()
  return lowered === 'true' ? true : lowered === 'false' ? false : null
}
