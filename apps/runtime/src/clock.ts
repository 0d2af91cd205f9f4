/** Time for the runtime, handed in so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now: () => number
  /** Milliseconds since some moment; nobody can set it, and it does not stand still while the process runs. */
  monotonic: () => number
  /** Calls back once after a while; the function that it returns cancels. */
  after: (milliseconds: number, callback: () => void) => () => void
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  },
}
