import { isSecretName } from '@phloem/flow'
import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { Secret, SecretStore } from '../store/port.ts'
import { storedSecret } from './sealed-texts.ts'
import type { Vault } from './vault.ts'

/** How far behind the stored time of the last use may be, so that requests don't each cost a write. */
const NOTED_EVERY_MS = 60_000

export interface SecretsOptions {
  store: SecretStore
  vault: Vault
  /** `PHLOEM_SECRET_<NAME>` by NAME: they count where none of the name is stored. */
  environment: Readonly<Record<string, string>>
  clock: Clock
  log: Pick<Logger, 'warn'>
}

export interface SecretView {
  name: string
  source: 'stored' | 'environment'
  /** When its value was set; null for one of the environment. */
  setAt: number | null
  lastUsedAt: number | null
}

/** The secrets that requests may name. Values come in and go into requests; nothing gives one out to be read. */
export class Secrets {
  readonly #options: SecretsOptions
  readonly #stored = new Map<string, Secret>()
  readonly #used = new Map<string, number>()

  constructor(options: SecretsOptions) {
    this.#options = options
  }

  async load(): Promise<void> {
    for (const secret of await this.#options.store.list()) this.#stored.set(secret.name, secret)
  }

  /** By name. */
  list(): SecretView[] {
    const stored = [...this.#stored.values()].map(({ name, setAt, lastUsedAt }) => ({
      name,
      source: 'stored' as const,
      setAt,
      lastUsedAt: this.#used.get(name) ?? lastUsedAt,
    }))
    const given = Object.keys(this.#options.environment)
      .filter((name) => isSecretName(name) && !this.#stored.has(name))
      .map((name) => ({
        name,
        source: 'environment' as const,
        setAt: null,
        lastUsedAt: this.#used.get(name) ?? null,
      }))
    return [...stored, ...given].sort((a, b) => a.name.localeCompare(b.name))
  }

  names(): string[] {
    return this.list().map(({ name }) => name)
  }

  /** For a request that is about to leave. Null where there is none; throws where the key does not open it. */
  resolve(name: string): string | null {
    const { vault, environment } = this.#options
    const stored = this.#stored.get(name)
    const value =
      stored === undefined
        ? Object.hasOwn(environment, name)
          ? (environment[name] ?? null)
          : null
        : vault.open(stored.sealed, storedSecret(name))
    if (value !== null) this.#noteUse(name)
    return value
  }

  /** Sets or replaces it. */
  async set(name: string, value: string): Promise<void> {
    const { store, vault, clock } = this.#options
    const sealed = vault.seal(value, storedSecret(name))
    const secret = {
      name,
      sealed,
      setAt: clock.now(),
      lastUsedAt: this.#stored.get(name)?.lastUsedAt ?? null,
    }
    await store.put(secret)
    this.#stored.set(name, secret)
  }

  /** False where none of the name is stored. */
  async remove(name: string): Promise<boolean> {
    if (!this.#stored.has(name)) return false
    await this.#options.store.remove(name)
    return this.#stored.delete(name)
  }

  /** Nobody waits for the note: a request must not fail because it could not be written. */
  #noteUse(name: string) {
    const { store, clock, log } = this.#options
    const now = clock.now()
    this.#used.set(name, now)
    const stored = this.#stored.get(name)
    if (stored === undefined || now - (stored.lastUsedAt ?? 0) < NOTED_EVERY_MS) return
    stored.lastUsedAt = now
    store
      .noteUse(name, now)
      .catch((error: unknown) => log.warn({ err: error, name }, 'the use of a secret could not be noted'))
  }
}
