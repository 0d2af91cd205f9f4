import type { Destination } from '../../api/types.ts'
import type { Tone } from '../../ui/Badge.tsx'
import { clockTime, dateTime } from '../../words/time.ts'

/** How a destination fares, as a word and a sentence. */
export function destinationState(destination: Destination): {
  title: string
  tone: Tone
  words: string | null
} {
  const { state, breaker, failingSince, disabledAt, disabledReason, gone } = destination
  switch (state) {
    case 'ok':
      return gone.length > 0
        ? { title: 'Partly gone', tone: 'warning', words: null }
        : { title: 'OK', tone: 'success', words: null }
    case 'failing':
      return {
        title: 'Failing',
        tone: 'warning',
        words: failingSince && `No report has arrived since ${dateTime(failingSince)}.`,
      }
    case 'deferred': {
      const probe = breaker.nextProbeAt ? `, the next at ${clockTime(breaker.nextProbeAt)}` : ''
      return {
        title: 'Deferred',
        tone: 'warning',
        words: `It keeps failing: reports wait without losing attempts, and one is tried every 30 s${probe}.`,
      }
    }
    case 'disabled':
      return {
        title: 'Disabled',
        tone: 'danger',
        words: `${disabledReason ?? 'Nothing is sent there.'}${disabledAt ? ` Since ${dateTime(disabledAt)}.` : ''}`,
      }
  }
}
