import type { Clock } from '../clock.ts'

const MINUTE_MS = 60_000

/** Lets each key pass so many times a minute. In memory, and bounded: once too many keys came, new ones wait for the next. */
export class PerMinute {
  readonly #most: number
  readonly #mostKeys: number
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #taken = new Map<string, number>()
  #since: number

  constructor(most: number, clock: Pick<Clock, 'monotonic'>, mostKeys = 10_000) {
    this.#most = most
    this.#mostKeys = mostKeys
    this.#clock = clock
    this.#since = clock.monotonic()
  }

  /** Whether it is within what this key may; counts it either way. */
  take(key: string): boolean {
    const now = this.#clock.monotonic()
    if (now - this.#since >= MINUTE_MS) {
      this.#taken.clear()
      this.#since = now
    }
    const before = this.#taken.get(key)
    if (before === undefined && this.#taken.size >= this.#mostKeys) return false
    const taken = (before ?? 0) + 1
    this.#taken.set(key, taken)
    return taken <= this.#most
  }
}
