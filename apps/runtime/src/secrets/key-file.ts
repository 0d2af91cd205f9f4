import { createHash, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { makeFolder } from '../make-folder.ts'

/** What keeps the key from being used; its message is the one line that the start prints. */
export class SecretsKeyError extends Error {
  override name = 'SecretsKeyError' as const
}

/** With what values are encrypted. */
export interface SecretsKey {
  /** Tells keys apart without telling anything of them. */
  id: string
  /** 32 bytes: AES-256. */
  bytes: Buffer
}

export interface SecretsKeys {
  path: string
  /** Encrypts, and decrypts. */
  newest: SecretsKey
  /** Only decrypt: what they encrypted is encrypted anew at the next start. */
  older: SecretsKey[]
}

const KEY_BYTES = 32
const GROUP_AND_OTHERS = 0o077

/** The keys in a file: 32 bytes in base64 on a line each, the newest first. Null where there is no such file. */
export function readKeys(path: string, dataFolder: string): SecretsKeys | null {
  refuseDataFolder(path, dataFolder)
  const text = readText(path)
  if (text === null) return null
  refuseReadableByOthers(path)
  const [newest, ...older] = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => keyOf(line, path))
  if (newest === undefined) throw new SecretsKeyError(`PHLOEM_SECRETS_KEY_FILE: there is no key in ${path}.`)
  return { path, newest, older }
}

/** Makes the file with a new key, whole or not at all, unless another process was faster; then that one's counts. */
export function makeKeys(path: string, dataFolder: string): SecretsKeys {
  const beside = `${path}.${process.pid}.tmp`
  try {
    makeFolder(dirname(path))
    writeFileSync(beside, `${HEADING}${randomBytes(KEY_BYTES).toString('base64')}\n`, {
      mode: 0o600,
      flush: true,
    })
    linkUnlessThere(beside, path)
  } catch (error) {
    throw new SecretsKeyError(
      `PHLOEM_SECRETS_KEY_FILE: no key could be made at ${path} (${(error as Error).message}); set it to a file that this user may write, outside the data folder.`,
    )
  } finally {
    rmSync(beside, { force: true })
  }
  const made = readKeys(path, dataFolder)
  if (made === null) throw new SecretsKeyError(`PHLOEM_SECRETS_KEY_FILE: ${path} is gone again.`)
  return made
}

const HEADING = `# The key of Phloem's secrets. Keep a copy apart from the backups: without it they can't be read.
# To replace it put a new line (openssl rand -base64 32) above the old one, restart, then remove the old one.
`

function linkUnlessThere(from: string, to: string) {
  try {
    linkSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function keyOf(line: string, path: string): SecretsKey {
  const bytes = Buffer.from(line, 'base64')
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== line) {
    throw new SecretsKeyError(
      `PHLOEM_SECRETS_KEY_FILE: a line of ${path} is no key: ${KEY_BYTES} bytes in base64, as \`openssl rand -base64 32\` prints.`,
    )
  }
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new SecretsKeyError(`PHLOEM_SECRETS_KEY_FILE: ${path} can't be read: ${(error as Error).message}.`)
  }
}

/** Whoever gets a copy of that folder would have the key with it. */
function refuseDataFolder(path: string, dataFolder: string) {
  const between = relative(resolve(dataFolder), resolve(path))
  if (!between.startsWith('..'))
    throw new SecretsKeyError(
      `PHLOEM_SECRETS_KEY_FILE: ${path} lies in the data folder; put it where copies of that folder don't take it along.`,
    )
}

/** What another user owns, as a container's mounted secrets, this one can't mend. */
function refuseReadableByOthers(path: string) {
  const { mode, uid } = statSync(path)
  if (process.platform === 'win32' || uid !== process.getuid?.() || (mode & GROUP_AND_OTHERS) === 0) return
  throw new SecretsKeyError(
    `PHLOEM_SECRETS_KEY_FILE: others may read or change ${path}; take that from them: chmod 600 ${path}`,
  )
}
