import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from './random-secret.ts'

/** The API token of this installation: made once and kept in the data folder, readable by its owner alone. */
export function keptAdminToken(dataFolder: string): string {
  return keptSecret(join(dataFolder, 'admin-token'))
}

/** A random secret that outlives restarts. */
export function keptSecret(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const made = newSecret()
  writeFileSync(path, `${made}\n`, { mode: 0o600 })
  chmodSync(path, 0o600)
  return made
}
