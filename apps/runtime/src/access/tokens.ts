import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { ApiToken, ApiTokenStore } from '../store/port.ts'
import { hashOf, isSameSecret, newSecret } from './random-secret.ts'
import type { Scope } from './scope.ts'

/** By which people, and programs that look for leaked secrets, know one. */
const PREFIX = 'phloem_'
/** A program that makes one for every run is a mistake. */
const MOST_TOKENS = 200
const ADMIN_TOKEN_ID = 'admin-token'
const NOTED_EVERY_MS = 60_000

export type KnownToken = Pick<ApiToken, 'id' | 'name' | 'scopes' | 'expiresAt'>

/** The installation's own token, from the environment or the data folder. */
export interface AdminToken {
  token: string
  /** Where it comes from. */
  name: string
}

/** API tokens: the installation's own, and those that were made in the settings. */
export class Tokens {
  readonly #adminToken: AdminToken
  readonly #store: ApiTokenStore
  readonly #clock: Clock

  constructor(adminToken: AdminToken, store: ApiTokenStore, clock: Clock) {
    this.#adminToken = adminToken
    this.#store = store
    this.#clock = clock
  }

  /** Null for a token that is none, or none any more. */
  async find(token: string): Promise<KnownToken | null> {
    if (isSameSecret(token, this.#adminToken.token))
      return { id: ADMIN_TOKEN_ID, name: this.#adminToken.name, scopes: ['admin'], expiresAt: null }
    const known = await this.#store.find(hashOf(token))
    const now = this.#clock.now()
    if (known === null || (known.expiresAt !== null && known.expiresAt <= now)) return null
    if (now - (known.lastUsedAt ?? 0) >= NOTED_EVERY_MS) await this.#store.touch(known.id, now)
    return known
  }

  async isGood(id: string): Promise<boolean> {
    if (id === ADMIN_TOKEN_ID) return true
    const known = (await this.#store.list()).find((token) => token.id === id)
    return known !== undefined && (known.expiresAt ?? Number.POSITIVE_INFINITY) > this.#clock.now()
  }

  /** The token itself, to be shown once, or null when there are too many. */
  async create(
    name: string,
    scopes: Scope[],
    expiresAt: number | null,
  ): Promise<{ secret: string; token: ApiToken } | null> {
    const secret = PREFIX + newSecret()
    const token: ApiToken = {
      id: randomUUID(),
      tokenHash: hashOf(secret),
      name,
      scopes,
      createdAt: this.#clock.now(),
      expiresAt,
      lastUsedAt: null,
    }
    return (await this.#store.create(token, MOST_TOKENS)) ? { secret, token } : null
  }

  list = (): Promise<ApiToken[]> => this.#store.list()
  revoke = (id: string): Promise<ApiToken | null> => this.#store.remove(id)
}
