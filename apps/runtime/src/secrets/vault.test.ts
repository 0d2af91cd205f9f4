import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import type { Destination } from '../store/port.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { forgetSealed } from './forget-sealed.ts'
import { makeKeys, readKeys, SecretsKeyError } from './key-file.ts'
import { openVault } from './open-vault.ts'
import { sealedDestinations } from './sealed-destinations.ts'
import { Secrets } from './secrets.ts'
import { Vault } from './vault.ts'

let base: string
let keyFile: string
let dataFolder: string

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'phloem-vault-'))
  keyFile = join(base, 'config', 'phloem', 'secrets.key')
  dataFolder = join(base, 'data')
  onTestFinished(() => rmSync(base, { recursive: true }))
})

const newKey = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')

describe('the key file', () => {
  it('is made once, for its owner alone', () => {
    expect(readKeys(keyFile, dataFolder)).toBeNull()
    const made = makeKeys(keyFile, dataFolder)
    expect(statSync(keyFile).mode & 0o777).toBe(0o600)
    expect(makeKeys(keyFile, dataFolder).newest).toEqual(made.newest)
    expect(readKeys(keyFile, dataFolder)?.newest).toEqual(made.newest)
  })

  it.each([
    ['lies in the data folder', () => readKeys(join(dataFolder, 'secrets.key'), dataFolder)],
    [
      'others may read',
      () => {
        makeKeys(keyFile, dataFolder)
        chmodSync(keyFile, 0o644)
        readKeys(keyFile, dataFolder)
      },
    ],
    ['is no key', () => filled('short')],
    ['there is no key', () => filled('# nothing')],
    ['no key could be made', () => makeKeys(join('/proc', 'phloem', 'secrets.key'), dataFolder)],
  ])('is refused with a clear line: %s', (says, read) => {
    expect(read).toThrow(SecretsKeyError)
    expect(read).toThrow(says)
  })

  const filled = (content: string) => {
    makeKeys(keyFile, dataFolder)
    writeFileSync(keyFile, `${content}\n`)
    return readKeys(keyFile, dataFolder)
  }
})

describe('a vault', () => {
  const vault = () => new Vault(makeKeys(keyFile, dataFolder))

  it('opens what it sealed, for what it belongs to and nothing else', () => {
    const sealed = vault().seal('a värlue\n', 'secret A')
    expect(sealed).not.toContain('rlue')
    expect(vault().open(sealed, 'secret A')).toBe('a värlue\n')
    expect(() => vault().open(sealed, 'secret B')).toThrow('damaged or changed')
    expect(vault().seal('a värlue\n', 'secret A')).not.toBe(sealed)
  })

  it('opens nothing that was changed, in any place', () => {
    const sealed = vault().seal('value', 'secret A')
    const [format, id, content = ''] = sealed.split('.')
    const bytes = Buffer.from(content, 'base64url')
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes)
      changed[index] = (changed[index] ?? 0) ^ 1
      expect(() => vault().open(`${format}.${id}.${changed.toString('base64url')}`, 'secret A')).toThrow(
        SecretsKeyError,
      )
    }
    expect(() => vault().open(sealed.slice(0, 40), 'secret A')).toThrow(SecretsKeyError)
  })
})

describe('the start', () => {
  const lines: string[] = []
  const log = pino({}, { write: (line) => void lines.push(line) })
  const store = () => {
    const opened = openSqliteStore(dataFolder)
    onTestFinished(() => opened.close())
    return opened
  }
  const clock = createManualClock(1_000)
  const secretsOf = (opened: ReturnType<typeof store>, vault: Vault) =>
    new Secrets({ store: opened.secrets, vault, environment: { GIVEN: 'from outside' }, clock, log })

  const destination: Destination = {
    origin: 'https://a.example',
    secrets: [{ secret: 'whsec_cGxhaW4gdGV4dA==', createdAt: 1, until: null }],
    failing: null,
    disabled: null,
    gone: [],
  }

  it('makes a key where nothing is encrypted, and says where', async () => {
    await openVault({ store: store(), keyFile, dataFolder, log })
    expect(lines.at(-1)).toContain(`the key of the secrets was made at ${keyFile}`)
  })

  it('encrypts what stood in plain text, so that no file holds it any more', async () => {
    const first = store()
    await first.destinations.put(destination)
    const holdsPlain = () =>
      ['phloem.db', 'phloem.db-wal'].some(
        (name) =>
          existsSync(join(dataFolder, name)) &&
          readFileSync(join(dataFolder, name)).includes('cGxhaW4gdGV4dA'),
      )
    expect(holdsPlain()).toBe(true)
    const vault = await openVault({ store: first, keyFile, dataFolder, log })
    expect(holdsPlain()).toBe(false)
    expect(await sealedDestinations(first.destinations, vault).list()).toEqual([destination])
    expect(JSON.stringify(await first.destinations.list())).not.toContain('whsec_')
  })

  it('refuses a lost and a wrong key, naming the file', async () => {
    const opened = store()
    const vault = await openVault({ store: opened, keyFile, dataFolder, log })
    await secretsOf(opened, vault).set('CRM', 'a value')
    const right = readFileSync(keyFile)
    const again = () => openVault({ store: opened, keyFile, dataFolder, log })
    rmSync(keyFile)
    await expect(again()).rejects.toThrow(`${keyFile} is missing, and 1 secrets`)
    expect(existsSync(keyFile)).toBe(false)
    writeFileSync(keyFile, `${newKey()}\n`, { mode: 0o600 })
    await expect(again()).rejects.toThrow(/secret CRM was encrypted with the key \w{8}, which is not in/)
    await expect(again()).rejects.toThrow(keyFile)
    writeFileSync(keyFile, right)
    await expect(again()).resolves.toBeDefined()
  })

  it('encrypts everything anew under a key that stands above the old one', async () => {
    const opened = store()
    const vault = await openVault({ store: opened, keyFile, dataFolder, log })
    await secretsOf(opened, vault).set('CRM', 'a value')
    await sealedDestinations(opened.destinations, vault).put(destination)
    const old = readFileSync(keyFile, 'utf8').trim().split('\n').at(-1)
    const rotated = newKey()
    writeFileSync(keyFile, `${rotated}\n${old}\n`)
    await openVault({ store: opened, keyFile, dataFolder, log })
    writeFileSync(keyFile, `${rotated}\n`)
    const newest = await openVault({ store: opened, keyFile, dataFolder, log })
    const secrets = secretsOf(opened, newest)
    await secrets.load()
    expect(secrets.resolve('CRM')).toBe('a value')
    expect(await sealedDestinations(opened.destinations, newest).list()).toEqual([destination])
  })

  it('goes on after what a lost key locks was forgotten', async () => {
    const opened = store()
    const vault = await openVault({ store: opened, keyFile, dataFolder, log })
    await secretsOf(opened, vault).set('CRM', 'a value')
    await sealedDestinations(opened.destinations, vault).put(destination)
    rmSync(keyFile)
    expect(await forgetSealed(opened)).toEqual({ secrets: ['CRM'], origins: ['https://a.example'] })
    const fresh = await openVault({ store: opened, keyFile, dataFolder, log })
    expect(await sealedDestinations(opened.destinations, fresh).list()).toEqual([
      { ...destination, secrets: [] },
    ])
  })

  it('gives secrets by name: stored ones first, then those of the environment', async () => {
    const opened = store()
    const secrets = secretsOf(opened, await openVault({ store: opened, keyFile, dataFolder, log }))
    expect(secrets.resolve('GIVEN')).toBe('from outside')
    expect(secrets.resolve('toString')).toBeNull()
    await secrets.set('GIVEN', 'stored')
    expect(secrets.resolve('GIVEN')).toBe('stored')
    expect(secrets.list()).toEqual([{ name: 'GIVEN', source: 'stored', setAt: 1_000, lastUsedAt: 1_000 }])
    expect(await secrets.remove('GIVEN')).toBe(true)
    expect(await secrets.remove('GIVEN')).toBe(false)
    expect(secrets.list()).toMatchObject([{ name: 'GIVEN', source: 'environment', setAt: null }])
  })
})
