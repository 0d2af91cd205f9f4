import type { Logger } from 'pino'
import { type Environment, EnvironmentError, isLoopback } from '../environment.ts'
import type { Access } from './access.ts'

const GUESSABLE_TOKEN_LENGTH = 16

/** The file is where the password is set; when it says another one, every browser logs in anew. */
export async function adoptPassword(
  { passwords, sessions }: Access,
  password: string | null,
  log: Pick<Logger, 'info'>,
): Promise<void> {
  if (password === null) return
  const isKnown = (await passwords.setAt()) !== null
  if (isKnown && (await passwords.isRight(password))) return
  await passwords.set(password)
  if (isKnown) await sessions.endOthers(null)
  log.info('the password is now the one of PHLOEM_ADMIN_PASSWORD_FILE')
}

/** Whoever may knock must find a lock: other machines reach the editor only where somebody has chosen how to log in. */
export async function refuseOpenDoor(
  { passwords }: Access,
  { admin, host, adminToken }: Pick<Environment, 'admin' | 'host' | 'adminToken'>,
  log: Pick<Logger, 'warn'>,
): Promise<void> {
  const isShort = adminToken !== null && adminToken.length < GUESSABLE_TOKEN_LENGTH
  const [name, door] = admin === null ? ['HOST', host] : ['PHLOEM_ADMIN_HOST', admin.host]
  if (isLoopback(door)) {
    if (isShort) log.warn('PHLOEM_ADMIN_TOKEN is short enough to be guessed; use 16 characters or more')
    return
  }
  if (isShort) {
    throw new EnvironmentError(
      `PHLOEM_ADMIN_TOKEN: it is short enough to be guessed, and other machines reach ${door}; use ${GUESSABLE_TOKEN_LENGTH} characters or more.`,
    )
  }
  if (adminToken === null && (await passwords.setAt()) === null) {
    throw new EnvironmentError(
      `${name}: other machines reach ${door}, and nobody has set how to log in; set PHLOEM_ADMIN_PASSWORD_FILE or PHLOEM_ADMIN_TOKEN, or start on 127.0.0.1 and set a password in the settings.`,
    )
  }
}
