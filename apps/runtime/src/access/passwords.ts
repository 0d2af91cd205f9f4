import type { Clock } from '../clock.ts'
import type { PasswordStore } from '../store/port.ts'
import { hashPassword, isPassword } from './password-hash.ts'
import { newSecret } from './random-secret.ts'

export const SHORTEST_PASSWORD = 12
/** More makes nothing safer, and is work for whoever hashes it. */
export const LONGEST_PASSWORD = 256

/** What is wrong with it as a new password, in words; null for nothing. */
export function passwordFault(password: string): string | null {
  const { length } = [...password.normalize('NFKC')]
  if (length < SHORTEST_PASSWORD) return `it has ${length} characters; ${SHORTEST_PASSWORD} are the least`
  if (length > LONGEST_PASSWORD) return `it has ${length} characters; ${LONGEST_PASSWORD} are the most`
  return null
}

/** The administrator's password, if there is one. */
export class Passwords {
  readonly #store: PasswordStore
  readonly #clock: Clock
  /** Made from the file that `PHLOEM_ADMIN_PASSWORD_FILE` names, and so not to be changed here. */
  readonly isFromFile: boolean
  /** Checked against where there is none, so that this takes as long. */
  #nobodys: Promise<string> | null = null

  constructor(store: PasswordStore, clock: Clock, isFromFile: boolean) {
    this.#store = store
    this.#clock = clock
    this.isFromFile = isFromFile
  }

  /** When it was set; null when there is none. */
  async setAt(): Promise<number | null> {
    return (await this.#store.find())?.changedAt ?? null
  }

  async isRight(password: string): Promise<boolean> {
    const known = await this.#store.find()
    if (known !== null) return isPassword(password, known.hash)
    this.#nobodys ??= hashPassword(newSecret())
    await isPassword(password, await this.#nobodys)
    return false
  }

  async set(password: string): Promise<void> {
    await this.#store.put({ hash: await hashPassword(password), changedAt: this.#clock.now() })
  }
}
