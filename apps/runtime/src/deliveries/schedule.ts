const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Standard Webhooks 1.0: the delay before each try, counted from the failure before it; 75 h 35 m in all. */
const DELAYS_MS = [
  0,
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
]

/** Keeps deliveries that failed together from coming back together. */
const JITTER = 0.1

/** A number from 0 up to but not including 1, as `Math.random` gives. */
export type Dice = () => number

/** When the next try is due, or null when all are used up. A server that asks to wait longer gets its wish. */
export function nextAttemptAt({
  tries,
  at,
  retryAfterSeconds,
  dice,
}: {
  /** Made so far. */
  tries: number
  /** When the last one failed. */
  at: number
  retryAfterSeconds: number | null
  dice: Dice
}): number | null {
  const delayMs = DELAYS_MS[tries]
  if (delayMs === undefined) return null
  const jitteredMs = delayMs * (1 - JITTER + 2 * JITTER * dice())
  return at + Math.max(Math.round(jitteredMs), (retryAfterSeconds ?? 0) * SECOND)
}
