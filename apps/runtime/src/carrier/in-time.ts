import type { Clock } from '../clock.ts'

/**
 * Answers leave within 2 s, whatever hangs inside: Plivo's read timeout, set by our own URLs, is 5 s, and a caller hears
 * nothing meanwhile.
 */
const ANSWERED_WITHIN_MS = 1700

/** The work's result, or null when it takes too long; then it goes on by itself and `onLate` hears if it fails. */
export async function inTime<T>(
  clock: Clock,
  work: Promise<T>,
  onLate: (error: unknown) => void,
): Promise<T | null> {
  let isLate = false
  work.catch((error: unknown) => {
    if (isLate) onLate(error)
  })
  const { promise, resolve } = Promise.withResolvers<null>()
  const cancel = clock.after(ANSWERED_WITHIN_MS, () => {
    isLate = true
    resolve(null)
  })
  try {
    return await Promise.race([work, promise])
  } finally {
    cancel()
  }
}
