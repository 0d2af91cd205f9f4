import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { passwordFault } from './access/passwords.ts'
import { type EgressRule, parseEgressAllow } from './deliveries/egress.ts'
import type { KeepDays } from './operations/retention.ts'
import type { MaskPersonal } from './personal/mask.ts'
import { defaultKeyFile } from './secrets/open-vault.ts'

export interface Environment {
  port: number
  host: string
  /** Where the editor and the API are; null: on the same port as the carrier's webhooks. */
  admin: { port: number; host: string } | null
  /** Whose `X-Forwarded-For` is believed. */
  trustedProxies: string[]
  dataFolder: string
  flowsFolder: string
  /** Null: `http://localhost:<the port that was bound>`. No slash at its end. */
  publicUrl: string | null
  adminToken: string | null
  /** Of `PHLOEM_ADMIN_PASSWORD_FILE`. */
  adminPassword: string | null
  /** Null: the built-in simulator is the carrier. Several tokens are good at once while one is being replaced. */
  plivo: { authId: string; authTokens: string[]; apiUrl: string } | null
  egressAllow: EgressRule[]
  keepDays: KeepDays
  /** `PHLOEM_SECRET_<NAME>` by NAME. */
  secrets: Record<string, string>
  /** Holds the key of what is stored encrypted. */
  secretsKeyFile: string
  maskPersonal: MaskPersonal
  logLevel: string
}

/** A setting that can't be used; its message is the one line that the start prints. */
export class EnvironmentError extends Error {
  override name = 'EnvironmentError' as const
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Reads the settings, or throws `EnvironmentError` with the name of the first that is wrong. */
export function readEnvironment(env: Record<string, string | undefined>): Environment {
  const host = read(env, 'HOST') ?? '127.0.0.1'
  if (read(env, 'DATABASE_URL') !== null) {
    throw new EnvironmentError(
      'DATABASE_URL: PostgreSQL is not supported in this version; unset it to use the embedded store.',
    )
  }
  const logLevel = read(env, 'LOG_LEVEL') ?? 'info'
  if (!logLevels.includes(logLevel)) {
    throw new EnvironmentError(`LOG_LEVEL: "${logLevel}" is none of ${logLevels.join(', ')}.`)
  }
  return {
    port: readPort(env, 'PORT') ?? 8080,
    host,
    admin: readAdmin(env),
    trustedProxies: readTrustedProxies(env),
    dataFolder: resolve(read(env, 'PHLOEM_DATA') ?? './data'),
    flowsFolder: resolve(read(env, 'PHLOEM_FLOWS') ?? './flows'),
    publicUrl: readUrl(env, 'PHLOEM_PUBLIC_URL'),
    adminToken: readAdminToken(env),
    adminPassword: readAdminPassword(env),
    plivo: readPlivo(env),
    egressAllow: readEgressAllow(env, host),
    keepDays: {
      calls: readDays(env, 'PHLOEM_KEEP_CALLS_DAYS', 365),
      webhooks: readDays(env, 'PHLOEM_KEEP_WEBHOOKS_DAYS', 90),
      deadReports: readDays(env, 'PHLOEM_KEEP_DEAD_REPORTS_DAYS', 365),
      audit: readDays(env, 'PHLOEM_KEEP_AUDIT_DAYS', 365),
    },
    secrets: readSecrets(env),
    secretsKeyFile: resolve(read(env, 'PHLOEM_SECRETS_KEY_FILE') ?? defaultKeyFile(env)),
    maskPersonal: readMaskPersonal(env),
    logLevel,
  }
}

const read = (env: Record<string, string | undefined>, name: string): string | null => {
  const value = env[name]?.trim()
  return value === undefined || value === '' ? null : value
}

function readPort(env: Record<string, string | undefined>, name: string): number | null {
  const text = read(env, name)
  if (text === null) return null
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new EnvironmentError(`${name}: "${text}" is not a port (0 to 65535).`)
  }
  return Number(text)
}

function readAdmin(env: Record<string, string | undefined>): Environment['admin'] {
  const port = readPort(env, 'PHLOEM_ADMIN_PORT')
  const host = read(env, 'PHLOEM_ADMIN_HOST')
  if (port === null) {
    if (host === null) return null
    throw new EnvironmentError('PHLOEM_ADMIN_HOST: it means nothing without PHLOEM_ADMIN_PORT.')
  }
  if (port !== 0 && port === (readPort(env, 'PORT') ?? 8080)) {
    throw new EnvironmentError(`PHLOEM_ADMIN_PORT: ${port} is PORT too; unset it to have one port for all.`)
  }
  return { port, host: host ?? '127.0.0.1' }
}

function readTrustedProxies(env: Record<string, string | undefined>): string[] {
  const list = (read(env, 'PHLOEM_TRUST_PROXY') ?? '').split(/[\s,]+/).filter(Boolean)
  for (const each of list) {
    if (!ipaddr.isValid(each) && !ipaddr.isValidCIDR(each)) {
      throw new EnvironmentError(
        `PHLOEM_TRUST_PROXY: "${each}" is neither an address nor a range such as 10.0.0.0/8.`,
      )
    }
  }
  return list
}

function readAdminPassword(env: Record<string, string | undefined>): string | null {
  const path = read(env, 'PHLOEM_ADMIN_PASSWORD_FILE')
  if (path === null) return null
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new EnvironmentError(
      `PHLOEM_ADMIN_PASSWORD_FILE: ${path} can't be read (${(error as NodeJS.ErrnoException).code}).`,
    )
  }
  // Editors and shells end a file with a line break.
  const password = text.replace(/\r?\n$/, '')
  const fault = passwordFault(password)
  if (fault !== null) throw new EnvironmentError(`PHLOEM_ADMIN_PASSWORD_FILE: ${fault}.`)
  return password
}

function readDays(env: Record<string, string | undefined>, name: string, byDefault: number): number {
  const text = read(env, name)
  if (text === null) return byDefault
  if (!/^\d{1,5}$/.test(text)) {
    throw new EnvironmentError(`${name}: "${text}" is not a number of days (0 keeps for ever).`)
  }
  return Number(text)
}

function readUrl(env: Record<string, string | undefined>, name: string): string | null {
  const text = read(env, name)
  if (text === null) return null
  const url = URL.canParse(text) ? new URL(text) : null
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.search !== '' ||
    url.hash !== '' ||
    url.username !== ''
  ) {
    throw new EnvironmentError(`${name}: "${text}" is not a web address such as https://phloem.example.com.`)
  }
  // Signatures cover the address byte for byte, so it stays as it was typed.
  return text.replace(/\/+$/, '')
}

function readAdminToken(env: Record<string, string | undefined>): string | null {
  const token = read(env, 'PHLOEM_ADMIN_TOKEN')
  if (token !== null && /\s/.test(token)) {
    throw new EnvironmentError('PHLOEM_ADMIN_TOKEN: it may not hold spaces.')
  }
  return token
}

function readPlivo(env: Record<string, string | undefined>): Environment['plivo'] {
  const authId = read(env, 'PLIVO_AUTH_ID')
  const authToken = read(env, 'PLIVO_AUTH_TOKEN')
  const apiUrl = readUrl(env, 'PLIVO_API_URL') ?? 'https://api.plivo.com'
  if (authId === null && authToken === null) return null
  if (authId === null)
    throw new EnvironmentError('PLIVO_AUTH_ID: it is missing, but PLIVO_AUTH_TOKEN is set.')
  if (authToken === null)
    throw new EnvironmentError('PLIVO_AUTH_TOKEN: it is missing, but PLIVO_AUTH_ID is set.')
  return {
    authId,
    authTokens: authToken
      .split(',')
      .map((token) => token.trim())
      .filter(Boolean),
    apiUrl,
  }
}

/**
 * While Phloem itself is reachable only from this machine, so may be the server that gets the reports; on any
 * other address nothing private is reachable unless it is named.
 */
function readEgressAllow(env: Record<string, string | undefined>, host: string): EgressRule[] {
  const text = read(env, 'PHLOEM_EGRESS_ALLOW') ?? (isLoopback(host) ? 'localhost 127.0.0.0/8 ::1' : '')
  const parsed = parseEgressAllow(text)
  if ('error' in parsed) throw new EnvironmentError(`PHLOEM_EGRESS_ALLOW: ${parsed.error}.`)
  return parsed.rules
}

export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

function readMaskPersonal(env: Record<string, string | undefined>): MaskPersonal {
  const text = read(env, 'PHLOEM_MASK_PERSONAL') ?? 'logs'
  const known = ['logs', 'exports', 'both', 'none'] as const
  const found = known.find((each) => each === text)
  if (found === undefined)
    throw new EnvironmentError(`PHLOEM_MASK_PERSONAL: "${text}" is none of ${known.join(', ')}.`)
  return found
}

function readSecrets(env: Record<string, string | undefined>): Record<string, string> {
  const secrets: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('PHLOEM_SECRET_') && value) secrets[name.slice('PHLOEM_SECRET_'.length)] = value
  }
  return secrets
}
