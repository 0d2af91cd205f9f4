import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { AUTH, answerParams, ask } from './harness/outside-carrier.ts'
import { runToItsEnd, startPhloem } from './harness/running-phloem.ts'

const PASSWORD = 'correct horse battery'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'phloem-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

function passwordFile(text: string): string {
  const path = join(folder(), 'password')
  writeFileSync(path, text)
  chmodSync(path, 0o600)
  return path
}

const logIn = (url: string, body: object) =>
  fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

describe('a start for other machines', () => {
  it.each([
    {
      what: 'without password and token',
      env: { HOST: '0.0.0.0' },
      says: /^HOST: other machines reach 0\.0\.0\.0/,
    },
    { what: 'on IPv6 likewise', env: { HOST: '::' }, says: /^HOST: other machines reach ::/ },
    {
      what: 'with a token that can be guessed',
      env: { HOST: '0.0.0.0', PHLOEM_ADMIN_TOKEN: 'hunter2' },
      says: /^PHLOEM_ADMIN_TOKEN: .*16 characters/,
    },
    {
      what: 'with an open port for administrators',
      env: { PHLOEM_ADMIN_PORT: '9091', PHLOEM_ADMIN_HOST: '0.0.0.0' },
      says: /^PHLOEM_ADMIN_HOST: other machines reach 0\.0\.0\.0/,
    },
    {
      what: 'with a short password',
      env: () => ({ HOST: '0.0.0.0', PHLOEM_ADMIN_PASSWORD_FILE: passwordFile('too short\n') }),
      says: /^PHLOEM_ADMIN_PASSWORD_FILE: it has 9 characters/,
    },
  ])('$what is refused with one clear line', async ({ env, says }) => {
    const given = typeof env === 'function' ? env() : env
    const { code, output } = await runToItsEnd({ PHLOEM_DATA: join(folder(), 'data'), PORT: '0', ...given })
    expect(code).toBe(1)
    expect(output.trim()).toMatch(says)
    expect(output.trim().split('\n')).toHaveLength(1)
  })

  it('goes with a token of its own', async () => {
    await using phloem = await startPhloem({ env: { HOST: '0.0.0.0' } })
    expect((await phloem.api('GET', '/api/flows')).status).toBe(200)
  })

  it('goes with a password from a file, by which one then logs in, until the file says another one', async () => {
    const path = passwordFile(`${PASSWORD}\n`)
    const env = { HOST: '0.0.0.0', PHLOEM_ADMIN_TOKEN: '', PHLOEM_ADMIN_PASSWORD_FILE: path }
    await using phloem = await startPhloem({ env })
    const answer = await logIn(phloem.url, { password: PASSWORD })
    expect(answer.status).toBe(204)
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const flows = () => fetch(`${phloem.url}/api/flows`, { headers: { cookie } })
    expect((await flows()).status).toBe(200)
    const changed = await fetch(`${phloem.url}/api/password`, {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ password: 'another horse battery', currentPassword: PASSWORD }),
    })
    expect(changed.status).toBe(409)
    await phloem.stop()
    writeFileSync(path, 'another horse battery')
    await using again = await phloem.restart()
    expect((await flows()).status).toBe(401)
    expect((await logIn(again.url, { password: PASSWORD })).status).toBe(401)
    expect((await logIn(again.url, { password: 'another horse battery' })).status).toBe(204)
  })

  it('goes with the password that was set on this machine', async () => {
    await using phloem = await startPhloem()
    expect((await phloem.api('PUT', '/api/password', { password: PASSWORD })).status).toBe(204)
    await phloem.stop()
    await using open = await startPhloem({
      env: { HOST: '0.0.0.0', PHLOEM_ADMIN_TOKEN: '' },
      folder: join(phloem.dataFolder, '..'),
    })
    expect((await logIn(open.url, { password: PASSWORD })).status).toBe(204)
  })

  it('keeps counting wrong passwords where it stopped', async () => {
    await using phloem = await startPhloem()
    for (let n = 0; n < 5; n += 1) expect((await logIn(phloem.url, { password: 'wrong' })).status).toBe(401)
    const refused = await logIn(phloem.url, { password: 'wrong' })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30)
    await phloem.kill()
    await using again = await phloem.restart()
    expect((await logIn(again.url, { password: 'wrong' })).status).toBe(429)
  })
})

describe('with a port of their own for administrators', () => {
  it('the carrier’s port has its webhooks and the health alone, the other one all the rest', async () => {
    await using phloem = await startPhloem({ env: { ...AUTH, PHLOEM_ADMIN_PORT: '0' } })
    const admin = /The editor and the API are at (\S+)/.exec(phloem.output())?.[1] ?? ''
    expect(phloem.loginLink.startsWith(`${admin}/login#token=`)).toBe(true)
    const headers = { authorization: 'Bearer a-token-for-tests' }
    const status = async (url: string, method = 'GET') => (await fetch(url, { method, headers })).status
    for (const path of ['/healthz', '/readyz']) {
      expect([await status(phloem.url + path), await status(admin + path)]).toEqual([200, 200])
    }
    const ofAdmins = [
      '/api/flows',
      '/api/audit',
      '/metrics',
      '/plivo/../api/flows',
      '/plivo%2f..%2fapi%2fflows',
      '//api/flows',
    ]
    for (const path of [...ofAdmins, '/', '/login', '/index.html']) {
      expect(await status(phloem.url + path), path).toBe(404)
    }
    expect(await status(`${phloem.url}/api/login`, 'POST')).toBe(404)
    expect([await status(`${admin}/api/flows`), await status(`${admin}/metrics`)]).toEqual([200, 200])
    const call = answerParams('apart')
    expect((await ask(`${phloem.url}/plivo/answer`, call)).status).toBe(200)
    expect((await ask(`${admin}/plivo/answer`, call)).status).toBe(404)
    expect((await phloem.stop()).code).toBe(0)
  })
})

describe('the address that a request comes from', () => {
  const logged = async (env: Record<string, string>) => {
    await using phloem = await startPhloem({ env })
    await fetch(`${phloem.url}/api/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9, 198.51.100.7' },
      body: JSON.stringify({ token: 'wrong' }),
    })
    return (await phloem.api('GET', '/api/audit')).body.entries[0].ip
  }

  it('is what a named proxy says, and otherwise where it comes from', async () => {
    expect(await logged({})).toBe('127.0.0.1')
    expect(await logged({ PHLOEM_TRUST_PROXY: '10.0.0.0/8' })).toBe('127.0.0.1')
    expect(await logged({ PHLOEM_TRUST_PROXY: '127.0.0.1' })).toBe('198.51.100.7')
    expect(await logged({ PHLOEM_TRUST_PROXY: '127.0.0.0/8 198.51.100.0/24' })).toBe('203.0.113.9')
  })
})
