import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { networkOf } from '../network-of.ts'
import type { LoginAttemptStore, LoginLimit } from '../store/port.ts'

const LIMITS: readonly LoginLimit[] = [
  { of: 'ip', most: 5, withinMs: 60_000 },
  { of: 'account', most: 10, withinMs: 15 * 60_000 },
]

/** How often somebody may fail to log in; kept in the store, so that a restart gives nobody new tries. */
export class LoginLimits {
  readonly #store: LoginAttemptStore
  readonly #clock: Clock

  constructor(store: LoginAttemptStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /**
   * Tries once, if there is still a try left; counted before it is made, so that many at once gain nothing. `account` is
   * null where no password is tried: nobody guesses a token, and who guesses passwords does not keep its owner out.
   */
  async attempt<T>(
    from: { ip: string; account: string | null },
    tryIt: () => Promise<T | null>,
  ): Promise<{ result: T | null } | { retryAfterSeconds: number }> {
    const now = this.#clock.now()
    const id = randomUUID()
    const refused = await this.#store.begin(
      { id, ip: networkOf(from.ip), account: from.account, at: now },
      LIMITS,
    )
    if (refused !== null) return { retryAfterSeconds: Math.ceil((refused.freeAt - now) / 1000) }
    const result = await tryIt()
    if (result !== null) await this.#store.forget(id)
    return { result }
  }
}
