import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { LoginSession, LoginSessionStore } from '../store/port.ts'
import { hashOf, newSecret } from './random-secret.ts'

const HOUR_MS = 60 * 60_000
export const IDLE_MS = 12 * HOUR_MS
export const SESSION_MS = 7 * 24 * HOUR_MS
/** Use is noted no more often than this; a session that is in use costs no write per request. */
const NOTED_EVERY_MS = 60_000
const LONGEST_USER_AGENT = 256

export type NewSession = Pick<LoginSession, 'how' | 'name' | 'tokenId' | 'scopes' | 'ip' | 'userAgent'> & {
  /** When what it was opened with ends; null for never. */
  tokenExpiresAt: number | null
}

/** Browsers that have logged in. Each holds 32 random bytes in its cookie; kept is their hash. */
export class Sessions {
  readonly #store: LoginSessionStore
  readonly #clock: Clock

  constructor(store: LoginSessionStore, clock: Clock) {
    this.#store = store
    this.#clock = clock
  }

  /** The cookie's value. The session that this browser had before is over: its cookie is good for nothing any more. */
  async open({ tokenExpiresAt, ...session }: NewSession, replaced: string | undefined): Promise<string> {
    const cookie = newSecret()
    const now = this.#clock.now()
    const endsBy = Math.min(now + SESSION_MS, tokenExpiresAt ?? Number.POSITIVE_INFINITY)
    if (replaced !== undefined) await this.close(replaced)
    await this.#store.create({
      ...session,
      userAgent: session.userAgent.slice(0, LONGEST_USER_AGENT),
      tokenHash: hashOf(cookie),
      id: randomUUID(),
      createdAt: now,
      lastUsedAt: now,
      expiresAt: Math.min(now + IDLE_MS, endsBy),
      endsBy,
    })
    return cookie
  }

  /** The session of a cookie; null when there is none or it is over. */
  find = (cookie: string): Promise<LoginSession | null> => this.#findOpen(hashOf(cookie))

  async isOpen({ tokenHash }: LoginSession): Promise<boolean> {
    return (await this.#findOpen(tokenHash)) !== null
  }

  /** Being used keeps a session open. */
  async use({ id, lastUsedAt, endsBy }: LoginSession): Promise<void> {
    const now = this.#clock.now()
    if (now - lastUsedAt >= NOTED_EVERY_MS) await this.#store.touch(id, now, Math.min(now + IDLE_MS, endsBy))
  }

  async close(cookie: string): Promise<void> {
    const session = await this.#store.find(hashOf(cookie))
    if (session !== null) await this.#store.remove(session.id)
  }

  async #findOpen(tokenHash: string): Promise<LoginSession | null> {
    const session = await this.#store.find(tokenHash)
    return session !== null && session.expiresAt > this.#clock.now() ? session : null
  }

  list = (): Promise<LoginSession[]> => this.#store.list(this.#clock.now())
  end = (id: string): Promise<boolean> => this.#store.remove(id)
  endOthers = (id: string | null): Promise<number> => this.#store.removeOthers(id)
  endOfToken = (tokenId: string): Promise<number> => this.#store.removeOfToken(tokenId)
}
