import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../clock.ts'
import type { LoginSession, LoginSessionStore } from '../store/port.ts'
import { Access, keptAdminToken, SESSION_SECONDS } from './access.ts'

function setUp() {
  const rows = new Map<string, LoginSession>()
  const sessions: LoginSessionStore = {
    create: async (session) => void rows.set(session.tokenHash, session),
    find: async (tokenHash) => rows.get(tokenHash) ?? null,
    remove: async (tokenHash) => void rows.delete(tokenHash),
  }
  let now = 1_000_000
  const clock: Clock = {
    now: () => now,
    aheadMs: () => 0,
    follow: () => undefined,
    monotonic: () => 0,
    after: () => () => undefined,
  }
  const access = new Access('the-api-token', sessions, clock)
  const linkToken = access.loginPath().split('token=')[1] ?? ''
  return { access, linkToken, rows, pass: (seconds: number) => (now += seconds * 1000) }
}

describe('access', () => {
  it('gives a session for the printed link, once', async () => {
    const { access, linkToken } = setUp()
    const cookie = await access.logIn(linkToken)
    expect(cookie).not.toBeNull()
    expect(await access.isSession(cookie ?? '')).toBe(true)
    expect(await access.logIn(linkToken)).toBeNull()
  })

  it('gives a session for the API token, as often as it is asked', async () => {
    const { access } = setUp()
    expect(await access.logIn('the-api-token')).not.toBeNull()
    expect(await access.logIn('the-api-token')).not.toBeNull()
    expect(await access.logIn('another-token')).toBeNull()
    expect(await access.logIn('')).toBeNull()
  })

  it('keeps the token after the # of the link, where it reaches no log', () => {
    expect(setUp().access.loginPath()).toMatch(/^\/login#token=[\w-]{43}$/)
  })

  it('stores nothing that could log in', async () => {
    const { access, linkToken, rows } = setUp()
    const cookie = (await access.logIn(linkToken)) ?? ''
    const stored = JSON.stringify([...rows])
    expect(stored).not.toContain(cookie)
    expect(await access.isSession([...rows.keys()][0] ?? '')).toBe(false)
  })

  it('ends sessions on logging out and with time', async () => {
    const { access, pass } = setUp()
    const first = (await access.logIn('the-api-token')) ?? ''
    const second = (await access.logIn('the-api-token')) ?? ''
    await access.logOut(first)
    expect(await access.isSession(first)).toBe(false)
    pass(SESSION_SECONDS)
    expect(await access.isSession(second)).toBe(false)
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
