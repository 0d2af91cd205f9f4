import type { Effect, Emitted } from '@phloem/flow'
import { list } from '../../../words/count.ts'
import type { Names } from './names.ts'

/** What the flow asked for, in a sentence; null for what only concerns the engine. */
export function effectTitle(effect: Emitted<Effect>, names: Names): string | null {
  const who = effect.nodeId === null ? 'Phloem' : names.node(effect.nodeId)
  switch (effect.type) {
    case 'dial': {
      const { recipients, ringTimeoutSeconds } = effect
      const how = recipients.length > 1 ? `at once, ${ringTimeoutSeconds} s` : `${ringTimeoutSeconds} s`
      return `${who} dials ${list(recipients)} (${how})`
    }
    case 'request':
      return effect.purpose === 'report'
        ? `${who} sends a report to ${shortUrl(effect.url)}`
        : `${who} asks ${shortUrl(effect.url)} and waits for the answer`
    case 'speak':
      return `${who} says “${effect.text}”`
    case 'hang_up':
      return `${who} hangs up`
    case 'schedule':
      return null
  }
}

const LONGEST_URL = 80

/** Without its query, which the details show. */
export function shortUrl(url: string): string {
  const short = url.replace(/[?#].*$/, '')
  return short.length > LONGEST_URL ? `${short.slice(0, LONGEST_URL)}…` : short
}
