/** Time for the runtime, handed in so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. It goes on evenly: where the machine's clock is set, it stays behind until `follow`. */
  now: () => number
  /** How far the machine's clock is ahead of `now`; negative where it is behind. */
  aheadMs: () => number
  /** Goes by the machine's clock from now on. */
  follow: () => void
  /** Milliseconds since some moment; nobody can set it, and it does not stand still while the process runs. */
  monotonic: () => number
  /** Calls back once after a while; the function that it returns cancels. */
  after: (milliseconds: number, callback: () => void) => () => void
}

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** `now` minus `monotonic`. */
let offsetMs = Date.now() - performance.now()

export const systemClock: Clock = {
  now: () => Math.round(performance.now() + offsetMs),
  aheadMs: () => Date.now() - (performance.now() + offsetMs),
  follow: () => {
    offsetMs = Date.now() - performance.now()
  },
  monotonic: () => performance.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, Math.min(Math.max(0, milliseconds), LONGEST_TIMER_MS))
    return () => clearTimeout(timer)
  },
}
