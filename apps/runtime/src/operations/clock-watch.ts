import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'

const LOOKED_AT_EVERY_MS = 1000
/** Timers come late, and clocks are slewed by fractions of this. */
const TOLERATED_MS = 2000

/**
 * Compares the wall clock with the one that only counts. When the wall clock was moved (set by hand or NTP, a machine that
 * slept), `onJump` hears by how much, positive for forward. Returns how to end it.
 */
export function watchClock(
  clock: Clock,
  log: Pick<Logger, 'warn'>,
  onJump: (byMs: number) => void,
): () => void {
  let offsetMs = clock.now() - clock.monotonic()
  let cancel = () => {}

  const look = () => {
    const nowMs = clock.now() - clock.monotonic()
    const byMs = Math.round(nowMs - offsetMs)
    if (Math.abs(byMs) > TOLERATED_MS) {
      offsetMs = nowMs
      log.warn({ byMs }, 'the clock was moved; what waits for a time is moved along')
      onJump(byMs)
    }
    cancel = clock.after(LOOKED_AT_EVERY_MS, look)
  }
  cancel = clock.after(LOOKED_AT_EVERY_MS, look)
  return () => cancel()
}
