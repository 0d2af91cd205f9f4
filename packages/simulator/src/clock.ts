import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The time of one call. It moves only by waiting, never by requests, so that a script gives the same transcript
 * at any speed.
 */
export interface Clock {
  /** Virtual seconds since the call began. */
  nowSeconds(): number
  /** The date that the call's own time has reached. */
  date(): Date
  /** Resolves at once for a moment that has passed; rejects when the signal aborts. */
  waitUntil(seconds: number): Promise<void>
}

export function createClock(speed: number, startedAt: Date, signal: AbortSignal): Clock {
  let now = 0
  return {
    nowSeconds: () => now,
    date: () => new Date(startedAt.getTime() + now * 1000),
    async waitUntil(seconds) {
      signal.throwIfAborted()
      if (seconds <= now) return
      const waitMs = ((seconds - now) * 1000) / speed
      if (waitMs > 0) await sleep(waitMs, undefined, { signal })
      now = Math.round(seconds * 1000) / 1000
    },
  }
}
