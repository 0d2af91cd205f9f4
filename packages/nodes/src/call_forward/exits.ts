import type { DialResult, Exit } from '@phloem/flow'

export const exits = [
  { id: 'completed', title: 'Completed', description: 'A recipient answered; the talk is over.' },
  { id: 'no_answer', title: 'No Answer', description: 'It rang out, or the caller left before an answer.' },
  { id: 'busy_rejected', title: 'Busy/Rejected', description: 'The recipient was busy or refused the call.' },
  { id: 'failed', title: 'Failed', description: 'The call could not be placed.' },
] as const satisfies readonly Exit[]

export type CallForwardExit = (typeof exits)[number]['id']

interface DialOutcome {
  result: DialResult
  rang: boolean | null
  hangupCause: string
}

const refusals = ['USER_BUSY', 'CALL_REJECTED']

/**
 * The exit for a dial's outcome. The rules stand in order, so that every combination has exactly one exit:
 * a refusal counts whatever the status says, and a timeout is a failure only where no phone ever rang.
 */
export function exitFor({ result, rang, hangupCause }: DialOutcome): CallForwardExit {
  if (result === 'completed') return 'completed'
  if (result === 'cancelled') return 'no_answer'
  if (result === 'busy' || refusals.includes(hangupCause)) return 'busy_rejected'
  if (result === 'no_answer') return 'no_answer'
  if (result === 'timeout') return rang === false ? 'failed' : 'no_answer'
  return 'failed'
}
