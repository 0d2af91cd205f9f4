import type { VoiceEffect } from '@phloem/flow'
import type { Call } from '../store/port.ts'

/** What carriers, queues and clocks may add to the longest that anything can last. */
const MARGIN_SECONDS = 120
/** Of a forward that nobody tells us the end of: ringing, and Plivo's longest talk below a day. */
const PLAIN_FORWARD_SECONDS = 30 + 14_400
/** A spoken word takes about 0.4 s. */
const SECONDS_PER_CHARACTER = 0.1

/** Until when it is normal that the carrier says nothing of a live call, after something happened `at`. */
export function quietUntil(
  { status, voice, forwardedTo }: Omit<Call, 'quietUntil'>,
  at: number,
): number | null {
  if (status !== 'live') return null
  const forwarding = forwardedTo === null ? 0 : PLAIN_FORWARD_SECONDS
  return at + 1000 * (Math.max(0, forwarding, ...voice.map(longestSeconds)) + MARGIN_SECONDS)
}

function longestSeconds(effect: VoiceEffect): number {
  switch (effect.type) {
    case 'dial':
      return effect.ringTimeoutSeconds + effect.timeLimitSeconds + (effect.confirm?.timeoutSeconds ?? 0)
    case 'speak':
      return effect.text.length * SECONDS_PER_CHARACTER
    case 'hang_up':
      return 0
  }
}
