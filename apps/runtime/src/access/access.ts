import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { LoginSessionStore } from '../store/port.ts'

export const SESSION_COOKIE = 'phloem_session'
export const SESSION_SECONDS = 7 * 24 * 60 * 60

/** Who may use the API: holders of the API token, and browsers that logged in. */
export class Access {
  readonly #adminToken: string
  readonly #sessions: LoginSessionStore
  readonly #clock: Clock
  /** The token of the login link that was printed; gone once it was used. */
  #loginToken: string | null = secret()

  constructor(adminToken: string, sessions: LoginSessionStore, clock: Clock) {
    this.#adminToken = adminToken
    this.#sessions = sessions
    this.#clock = clock
  }

  /** The path of the one-time link. After `#` it reaches no server and no log; the page sends it by POST. */
  loginPath(): string {
    return `/login#token=${this.#loginToken ?? ''}`
  }

  /** A new session's cookie value for a good token: the printed link's, once, or the API token. */
  async logIn(token: string): Promise<string | null> {
    if (this.#loginToken !== null && same(token, this.#loginToken)) this.#loginToken = null
    else if (!this.isAdminToken(token)) return null
    const cookie = secret()
    const now = this.#clock.now()
    await this.#sessions.create({
      tokenHash: sha256(cookie),
      createdAt: now,
      expiresAt: now + SESSION_SECONDS * 1000,
    })
    return cookie
  }

  async logOut(cookie: string): Promise<void> {
    await this.#sessions.remove(sha256(cookie))
  }

  isAdminToken(token: string): boolean {
    return same(token, this.#adminToken)
  }

  async isSession(cookie: string): Promise<boolean> {
    const session = await this.#sessions.find(sha256(cookie))
    return session !== null && session.expiresAt > this.#clock.now()
  }
}

/** The API token of this installation: made once and kept in the data folder, readable by its owner alone. */
export function keptAdminToken(dataFolder: string): string {
  return keptSecret(join(dataFolder, 'admin-token'))
}

/** A random secret that outlives restarts. */
export function keptSecret(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const made = secret()
  writeFileSync(path, `${made}\n`, { mode: 0o600 })
  chmodSync(path, 0o600)
  return made
}

const secret = (): string => randomBytes(32).toString('base64url')
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const same = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
