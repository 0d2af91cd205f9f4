import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'

const LOOKED_AT_EVERY_MS = 1000
/** Timers come late, and clocks are slewed by fractions of this. */
const TOLERATED_MS = 2000

/**
 * Looks whether the machine's clock was moved (set by hand or NTP, a machine that slept). Then ours follows, and in the same
 * moment `onJump` hears by how much, positive for forward: no time was stored that is of the new clock already. Returns how
 * to end it.
 */
export function watchClock(
  clock: Clock,
  log: Pick<Logger, 'warn'>,
  onJump: (byMs: number) => void,
): () => void {
  let cancel = () => {}

  const look = () => {
    const byMs = Math.round(clock.aheadMs())
    if (Math.abs(byMs) > TOLERATED_MS) {
      clock.follow()
      log.warn({ byMs }, 'the clock was moved; what waits for a time is moved along')
      onJump(byMs)
    }
    cancel = clock.after(LOOKED_AT_EVERY_MS, look)
  }
  cancel = clock.after(LOOKED_AT_EVERY_MS, look)
  return () => cancel()
}
