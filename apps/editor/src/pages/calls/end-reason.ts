import type { CallDetail } from '../../api/types.ts'

/** Why a call ended, in the carrier's words; null while it goes on, or where nobody said. */
export function endReason({ status, events }: Pick<CallDetail, 'status' | 'events'>): string | null {
  if (status === 'live') return null
  const hungUp = events.findLast(({ event }) => event.type === 'hung_up')?.event
  if (hungUp?.type !== 'hung_up') return null
  if (hungUp.isPresumed) return 'The carrier went silent'
  return [hungUp.callStatus, hungUp.hangupCause].filter((words) => words !== '').join(', ') || null
}
