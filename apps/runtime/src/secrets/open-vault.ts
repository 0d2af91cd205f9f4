import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { Destination, Secret, Store } from '../store/port.ts'
import { makeKeys, readKeys, SecretsKeyError } from './key-file.ts'
import { destinationSecret, storedSecret } from './sealed-texts.ts'
import { Vault } from './vault.ts'

/** Outside of any data folder, and so shared by all Phloems of this user. */
export const defaultKeyFile = (env: Record<string, string | undefined>): string =>
  join(env.XDG_CONFIG_HOME?.trim() || join(env.HOME?.trim() || homedir(), '.config'), 'phloem', 'secrets.key')

export interface VaultOptions {
  store: Pick<Store, 'secrets' | 'destinations' | 'scrub'>
  keyFile: string
  dataFolder: string
  log: Pick<Logger, 'info' | 'warn'>
}

/**
 * The vault for what is stored, with a key that was made where nothing is encrypted yet. All that is encrypted was opened
 * once: a wrong key is told of now, not during a call. What stood there in plain text, or under an older key, is
 * encrypted anew. Throws `SecretsKeyError`.
 */
export async function openVault({ store, keyFile, dataFolder, log }: VaultOptions): Promise<Vault> {
  const [secrets, destinations] = [await store.secrets.list(), await store.destinations.list()]
  const vault = new Vault(
    readKeys(keyFile, dataFolder) ?? firstKeys(keyFile, dataFolder, { secrets, destinations }, log),
  )
  const wasPlain = await resealDestinations(destinations, vault, store, log)
  await resealSecrets(secrets, vault, store, log)
  if (wasPlain) await scrub(store, log)
  return vault
}

/** A new key can't open what an old one encrypted, so that none is made where the old one is missing. */
function firstKeys(
  keyFile: string,
  dataFolder: string,
  { secrets, destinations }: { secrets: Secret[]; destinations: Destination[] },
  log: VaultOptions['log'],
) {
  const sealed = [
    ...secrets.map(({ sealed }) => sealed),
    ...destinations.flatMap(({ secrets }) => secrets.map(({ secret }) => secret)),
  ].filter((text) => text.startsWith('phloem-sealed-'))
  if (sealed.length > 0)
    throw new SecretsKeyError(
      `PHLOEM_SECRETS_KEY_FILE: ${keyFile} is missing, and ${sealed.length} secrets in the data folder ${dataFolder} were encrypted with it. Put it back there; if it is lost, \`npx -y pnpm secrets:forget\` removes what can't be read any more.`,
    )
  const keys = makeKeys(keyFile, dataFolder)
  log.info(
    { keyFile, keyId: keys.newest.id },
    `the key of the secrets was made at ${keyFile}; keep a copy of it apart from the backups, which can't be read without it`,
  )
  return keys
}

/** True when any stood there in plain text, as before they were encrypted. */
async function resealDestinations(
  destinations: Destination[],
  vault: Vault,
  { destinations: store }: VaultOptions['store'],
  log: VaultOptions['log'],
): Promise<boolean> {
  let plain = 0
  for (const destination of destinations) {
    const kept = destination.secrets.map(({ secret, ...rest }) => {
      const belongsTo = destinationSecret(destination.origin)
      if (!vault.isSealed(secret)) plain += 1
      const opened = vault.isSealed(secret) ? vault.open(secret, belongsTo) : secret
      const isCurrent = vault.isSealed(secret) && !vault.isOutdated(secret)
      return { ...rest, secret: isCurrent ? secret : vault.seal(opened, belongsTo) }
    })
    const isChanged = kept.some(({ secret }, index) => secret !== destination.secrets[index]?.secret)
    if (isChanged) await store.put({ ...destination, secrets: kept })
  }
  if (plain > 0) log.info({ count: plain }, 'signing secrets that stood in plain text were encrypted')
  return plain > 0
}

async function resealSecrets(
  secrets: Secret[],
  vault: Vault,
  { secrets: store }: VaultOptions['store'],
  log: VaultOptions['log'],
): Promise<void> {
  let count = 0
  for (const secret of secrets) {
    const opened = vault.open(secret.sealed, storedSecret(secret.name))
    if (!vault.isOutdated(secret.sealed)) continue
    await store.put({ ...secret, sealed: vault.seal(opened, storedSecret(secret.name)) })
    count += 1
  }
  if (count > 0) log.info({ count }, 'secrets were encrypted anew with the newest key')
}

/** Databases keep what was overwritten until the room is needed. */
async function scrub(store: VaultOptions['store'], log: VaultOptions['log']): Promise<void> {
  try {
    await store.scrub()
  } catch (error) {
    log.warn(
      { err: error },
      'what the database file still holds of overwritten signing secrets could not be erased; rotate them',
    )
  }
}
