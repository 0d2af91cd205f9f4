import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import { openSqliteStore } from '../store/sqlite/open.ts'
import { Access, type Credential } from './access.ts'
import { keptAdminToken } from './kept-secret.ts'

const ADMIN_TOKEN = 'the-api-token-of-tests'
const PASSWORD = 'correct horse battery'
const HOUR = 60 * 60_000

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'phloem-'))
  const store = openSqliteStore(folder)
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const clock = createManualClock(1_000_000_000_000)
  const access = new Access({ store, clock, adminToken: { token: ADMIN_TOKEN, name: 'PHLOEM_ADMIN_TOKEN' } })
  const linkToken = access.loginPath().split('token=')[1] ?? ''
  const logIn = (
    credential: Credential,
    { ip = '192.0.2.1', replaced = undefined as string | undefined } = {},
  ) => access.logIn(credential, { ip, userAgent: 'A browser', replaced })
  const cookieFor = async (credential: Credential, ip?: string, replaced?: string) => {
    const answer = await logIn(credential, { ...(ip === undefined ? {} : { ip }), replaced })
    if (answer === null || !('cookie' in answer)) throw new Error(`no login: ${JSON.stringify(answer)}`)
    return answer.cookie
  }
  const isOpen = async (cookie: string) => (await access.sessions.find(cookie)) !== null
  return { access, store, clock, linkToken, logIn, cookieFor, isOpen, folder }
}

describe('the login link', () => {
  it('gives a session once, also to two who follow it at the same time', async () => {
    const { linkToken, logIn } = setUp()
    const answers = await Promise.all([logIn({ token: linkToken }), logIn({ token: linkToken })])
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1)
    expect(await logIn({ token: linkToken })).toBeNull()
  })

  it('is good for an hour', async () => {
    const { linkToken, logIn, clock } = setUp()
    await clock.advance(HOUR)
    expect(await logIn({ token: linkToken })).toBeNull()
  })

  it('keeps its token after the #, where it reaches no log', () => {
    expect(setUp().access.loginPath()).toMatch(/^\/login#token=[\w-]{43}$/)
  })
})

describe('a session', () => {
  it('is kept so that what is stored can not log in', async () => {
    const { cookieFor, isOpen, store } = setUp()
    const cookie = await cookieFor({ token: ADMIN_TOKEN })
    expect(cookie).toMatch(/^[\w-]{43}$/)
    const [kept] = await store.sessions.list(0)
    expect(JSON.stringify(kept)).not.toContain(cookie)
    expect(await isOpen(kept?.tokenHash ?? '')).toBe(false)
    expect(await isOpen(kept?.id ?? '')).toBe(false)
  })

  it('ends after 12 idle hours', async () => {
    const { cookieFor, isOpen, clock } = setUp()
    const cookie = await cookieFor({ token: ADMIN_TOKEN })
    await clock.advance(12 * HOUR - 1)
    expect(await isOpen(cookie)).toBe(true)
    await clock.advance(1)
    expect(await isOpen(cookie)).toBe(false)
  })

  it('ends after 7 days however much it is used', async () => {
    const { access, cookieFor, clock } = setUp()
    const cookie = await cookieFor({ token: ADMIN_TOKEN })
    let hours = 0
    for (;;) {
      const session = await access.sessions.find(cookie)
      if (session === null) break
      await access.sessions.use(session)
      await clock.advance(HOUR)
      hours += 1
    }
    expect(hours).toBe(7 * 24)
  })

  it('takes the place of the one that the browser had', async () => {
    const { cookieFor, isOpen } = setUp()
    const first = await cookieFor({ token: ADMIN_TOKEN })
    const second = await cookieFor({ token: ADMIN_TOKEN }, '192.0.2.1', first)
    expect(second).not.toBe(first)
    expect([await isOpen(first), await isOpen(second)]).toEqual([false, true])
  })

  it('of an API token may do what that may, and ends with it', async () => {
    const { access, cookieFor, isOpen, clock } = setUp()
    const made = await access.tokens.create('Wallboard', ['read'], clock.now() + HOUR)
    const cookie = await cookieFor({ token: made?.secret ?? '' })
    expect(await access.sessions.find(cookie)).toMatchObject({ scopes: ['read'], name: 'Wallboard' })
    await clock.advance(HOUR)
    expect(await isOpen(cookie)).toBe(false)
  })
})

describe('the password', () => {
  it('is kept as Argon2id, with the costs that OWASP asks for', async () => {
    const { access, store } = setUp()
    await access.passwords.set(PASSWORD)
    expect((await store.password.find())?.hash).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/,
    )
    await access.passwords.set(PASSWORD)
    expect(await access.passwords.isRight(PASSWORD)).toBe(true)
    expect(await access.passwords.isRight(`${PASSWORD} `)).toBe(false)
  })

  it('is the same however its accents were typed', async () => {
    const { access } = setUp()
    await access.passwords.set('caf\u00e9 caf\u00e9 caf\u00e9')
    expect(await access.passwords.isRight('cafe\u0301 cafe\u0301 cafe\u0301')).toBe(true)
  })

  it('that was never set takes as long to be refused, and fits nothing', async () => {
    const { access, logIn, store } = setUp()
    expect(await logIn({ password: '' })).toBeNull()
    expect(await logIn({ password: PASSWORD })).toBeNull()
    const took = async () => {
      const began = performance.now()
      await access.passwords.isRight(PASSWORD)
      return performance.now() - began
    }
    const without = Math.min(...[await took(), await took(), await took()])
    await access.passwords.set('another one than that')
    const withOne = Math.min(...[await took(), await took(), await took()])
    expect(await store.password.find()).not.toBeNull()
    // No figure: only that hashing is not left out, which would be a thousand times as fast.
    expect(without).toBeGreaterThan(withOne / 5)
  })
})

describe('logging in', () => {
  it('may fail five times a minute from one address, and not be tried then even with what is right', async () => {
    const { logIn, clock } = setUp()
    for (let n = 0; n < 5; n += 1) expect(await logIn({ token: 'wrong' })).toBeNull()
    expect(await logIn({ token: ADMIN_TOKEN })).toEqual({ retryAfterSeconds: 60 })
    expect(await logIn({ token: ADMIN_TOKEN }, { ip: '192.0.2.2' })).toHaveProperty('cookie')
    await clock.advance(60_000)
    expect(await logIn({ token: ADMIN_TOKEN })).toHaveProperty('cookie')
  })

  it('may fail with ten passwords in 15 minutes, from wherever; by link and token the owner still gets in', async () => {
    const { access, logIn, clock, linkToken } = setUp()
    await access.passwords.set(PASSWORD)
    const from = (n: number) => ({ ip: `198.51.100.${n}` })
    for (let n = 0; n < 10; n += 1) expect(await logIn({ password: 'wrong' }, from(n))).toBeNull()
    expect(await logIn({ password: PASSWORD }, from(99))).toEqual({ retryAfterSeconds: 15 * 60 })
    expect(await logIn({ token: ADMIN_TOKEN }, from(99))).toHaveProperty('cookie')
    expect(await logIn({ token: linkToken }, from(99))).toHaveProperty('cookie')
    await clock.advance(15 * 60_000)
    expect(await logIn({ password: PASSWORD }, from(99))).toHaveProperty('cookie')
  })

  it('counts many tries at once one by one', async () => {
    const { logIn } = setUp()
    const answers = await Promise.all(Array.from({ length: 50 }, () => logIn({ password: 'wrong' })))
    expect(answers.filter((answer) => answer === null)).toHaveLength(5)
  })

  it('does not count what succeeds', async () => {
    const { logIn } = setUp()
    for (let n = 0; n < 12; n += 1) expect(await logIn({ token: ADMIN_TOKEN })).toHaveProperty('cookie')
  })

  it('counts the network of an IPv6 address, of which everybody has 2^64', async () => {
    const { logIn } = setUp()
    for (let n = 0; n < 5; n += 1) await logIn({ token: 'wrong' }, { ip: `2001:db8:1:2::${n}` })
    expect(await logIn({ token: ADMIN_TOKEN }, { ip: '2001:db8:1:2:ffff::1' })).toHaveProperty(
      'retryAfterSeconds',
    )
    expect(await logIn({ token: ADMIN_TOKEN }, { ip: '2001:db8:1:3::1' })).toHaveProperty('cookie')
  })
})

describe('an API token', () => {
  it('is kept as a hash, and shown to nobody twice', async () => {
    const { access, store } = setUp()
    const made = await access.tokens.create('CI', ['operate'], null)
    expect(made?.secret).toMatch(/^phloem_[\w-]{43}$/)
    expect(JSON.stringify(await store.tokens.list())).not.toContain(made?.secret.slice(7))
    expect(await access.tokens.find(made?.secret ?? '')).toMatchObject({ name: 'CI', scopes: ['operate'] })
  })

  it('is good until it expires or is revoked, and says when it was last used', async () => {
    const { access, clock } = setUp()
    const one = await access.tokens.create('One', ['read'], clock.now() + HOUR)
    const other = await access.tokens.create('Other', ['read'], null)
    expect((await access.tokens.list()).map(({ lastUsedAt }) => lastUsedAt)).toEqual([null, null])
    await clock.advance(HOUR - 1)
    expect(await access.tokens.find(one?.secret ?? '')).not.toBeNull()
    expect((await access.tokens.list()).find(({ name }) => name === 'One')?.lastUsedAt).toBe(clock.now())
    await clock.advance(1)
    expect(await access.tokens.find(one?.secret ?? '')).toBeNull()
    await access.tokens.revoke(other?.token.id ?? '')
    expect(await access.tokens.find(other?.secret ?? '')).toBeNull()
  })
})

describe('the kept API token', () => {
  it('is made once, and only its owner can read it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'phloem-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const token = keptAdminToken(folder)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(keptAdminToken(folder)).toBe(token)
    expect(statSync(join(folder, 'admin-token')).mode & 0o777).toBe(0o600)
  })
})
