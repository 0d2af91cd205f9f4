import type { Clock } from '../clock.ts'
import type { Store } from '../store/port.ts'
import { Audit } from './audit.ts'
import type { Caller } from './guard.ts'
import { LoginLimits } from './login-limits.ts'
import { Passwords } from './passwords.ts'
import { isSameSecret, newSecret } from './random-secret.ts'
import { type NewSession, Sessions } from './sessions.ts'
import { type AdminToken, Tokens } from './tokens.ts'

/** A link that lies in a log for longer opens nothing. */
const LINK_MS = 60 * 60_000
/** There is one. */
const ACCOUNT = 'admin'

export interface AccessOptions {
  store: Pick<Store, 'sessions' | 'tokens' | 'password' | 'loginAttempts' | 'audit'>
  clock: Clock
  adminToken: AdminToken
  isPasswordFromFile?: boolean
}

export type Credential = { token: string } | { password: string }
type From = { ip: string; userAgent: string; replaced: string | undefined }
type Proven = Omit<NewSession, 'ip' | 'userAgent'>
export type LogIn =
  | { cookie: string; how: NewSession['how']; name: string }
  | { retryAfterSeconds: number }
  | null

/** Who may use the API: holders of an API token, and browsers that logged in. */
export class Access {
  readonly sessions: Sessions
  readonly tokens: Tokens
  readonly passwords: Passwords
  readonly audit: Audit
  readonly #limits: LoginLimits
  readonly #clock: Clock
  /** Of the login link that was printed; gone once it was used. */
  #link: { token: string; goodUntil: number } | null

  constructor({ store, clock, adminToken, isPasswordFromFile = false }: AccessOptions) {
    this.sessions = new Sessions(store.sessions, clock)
    this.tokens = new Tokens(adminToken, store.tokens, clock)
    this.passwords = new Passwords(store.password, clock, isPasswordFromFile)
    this.audit = new Audit(store.audit, clock)
    this.#limits = new LoginLimits(store.loginAttempts, clock)
    this.#clock = clock
    this.#link = { token: newSecret(), goodUntil: clock.now() + LINK_MS }
  }

  /** The path of the one-time link. After `#` it reaches no server and no log; the page sends it by POST. */
  loginPath(): string {
    return `/login#token=${this.#link?.token ?? ''}`
  }

  /** A new session for the printed link's token, once, for an API token or the password. Null for none of them. */
  async logIn(credential: Credential, { replaced, ...from }: From): Promise<LogIn> {
    const isPassword = 'password' in credential
    const tried = await this.#limits.attempt(
      { ip: from.ip, account: isPassword ? ACCOUNT : null },
      (): Promise<Proven | null> =>
        isPassword ? this.#byPassword(credential.password) : this.#byToken(credential.token),
    )
    if ('retryAfterSeconds' in tried) return tried
    if (tried.result === null) return null
    const cookie = await this.sessions.open({ ...tried.result, ...from }, replaced)
    return { cookie, how: tried.result.how, name: tried.result.name }
  }

  /** Whether it is the password; as many wrong ones as at the login are heard. */
  async isPassword(password: string, ip: string): Promise<boolean | { retryAfterSeconds: number }> {
    const tried = await this.#limits.attempt({ ip, account: ACCOUNT }, async () =>
      (await this.passwords.isRight(password)) ? true : null,
    )
    return 'retryAfterSeconds' in tried ? tried : tried.result === true
  }

  /** For what lasts longer than a request. */
  async isStillGood(caller: Caller | null): Promise<boolean> {
    if (caller === null) return false
    if (caller.session !== null) return this.sessions.isOpen(caller.session)
    return this.tokens.isGood(caller.id)
  }

  async #byPassword(password: string): Promise<Proven | null> {
    if (!(await this.passwords.isRight(password))) return null
    return { how: 'password', name: 'Password', tokenId: null, scopes: ['admin'], tokenExpiresAt: null }
  }

  async #byToken(token: string): Promise<Proven | null> {
    if (this.#link !== null && isSameSecret(token, this.#link.token)) {
      const isGood = this.#clock.now() < this.#link.goodUntil
      this.#link = null
      return isGood
        ? { how: 'link', name: 'Login link', tokenId: null, scopes: ['admin'], tokenExpiresAt: null }
        : null
    }
    const known = await this.tokens.find(token)
    if (known === null) return null
    const { id, name, scopes, expiresAt } = known
    return { how: 'token', name, tokenId: id, scopes, tokenExpiresAt: expiresAt }
  }
}
