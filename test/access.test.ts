import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type PhloemInProcess,
  PUBLIC_URL,
  startInProcess,
} from '../apps/runtime/src/testing/phloem-in-process.ts'

/** What anybody may ask: whether it lives, how it is, and to be let in. The editor's files come on top. */
const PUBLIC = ['GET /healthz', 'GET /readyz', 'GET /metrics', 'POST /api/login', 'POST /api/logout']
const SCOPES = ['read', 'operate', 'edit', 'admin'] as const
type Scope = (typeof SCOPES)[number]

/** What each route asks for beyond `read`. Whatever is not named and changes something is for `admin`. */
const OPERATE = ['/api/deliveries', '/api/destinations/enable', '/api/destinations/reopen', '/api/simulator']
const EDIT = ['/api/flows', '/api/numbers']
const READ_BY_POST = ['/api/egress/verdict', '/api/flows/:id/check', '/api/flows/:id/scenarios/run']
const ADMIN_TO_READ = ['/api/sessions', '/api/tokens', '/api/audit', '/api/destinations/secret']

let phloem: PhloemInProcess
const tokens = {} as Record<Scope, string>

beforeAll(async () => {
  phloem = await startInProcess({ phloem: 1, id: 'empty', name: 'Empty', nodes: [], edges: [], layout: {} })
  for (const scope of SCOPES) {
    const { body } = await phloem.api('POST', '/api/tokens', { name: scope, scopes: [scope] })
    tokens[scope] = body.token
  }
})
afterAll(() => phloem?.stop())

const named = ({ method, url }: { method: string; url: string }) => `${method} ${url}`
const isUnder = (url: string, paths: string[]) =>
  paths.some((path) => url === path || url.startsWith(`${path}/`))
/** Something for each `:name`. */
const pathOf = (url: string) => url.replace(/:(\w+)/g, 'none').replace('*', 'none')
const closed = () => phloem.routes.filter((route) => !PUBLIC.includes(named(route).replace(/^HEAD/, 'GET')))
const ofApi = () => closed().filter(({ url }) => url.startsWith('/api/'))

function neededFor({ method, url }: { method: string; url: string }): Scope {
  if (method === 'GET' || method === 'HEAD') return isUnder(url, ADMIN_TO_READ) ? 'admin' : 'read'
  if (READ_BY_POST.includes(url)) return 'read'
  if (isUnder(url, OPERATE)) return 'operate'
  return isUnder(url, EDIT) ? 'edit' : 'admin'
}
const has = (scope: Scope, needed: Scope) => needed === 'read' || scope === needed || scope === 'admin'

const ask = (route: { method: string; url: string }, headers: Record<string, string> = {}, body?: string) =>
  phloem.inject({
    method: route.method as 'GET',
    url: pathOf(route.url),
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  })

describe('every route of the table', () => {
  it('is there', () => {
    expect(phloem.routes.length).toBeGreaterThan(60)
    for (const route of PUBLIC) expect(phloem.routes.map(named)).toContain(route)
  })

  it('that is not on the short list answers 401 or 403 without credentials', async () => {
    const answers = await Promise.all(
      closed().map(async (route) => ({ route: named(route), status: (await ask(route)).statusCode })),
    )
    // Beyond 20 a minute the carrier's are told that there were too many.
    const isRefused = ({ route, status }: (typeof answers)[number]) =>
      status === 401 || status === 403 || (status === 429 && route.includes(' /plivo/'))
    expect(answers.filter((answer) => !isRefused(answer))).toEqual([])
    expect(answers.length).toBeGreaterThan(50)
  })

  it.each([
    { with: 'a token that is none', headers: { authorization: 'Bearer none' } },
    { with: 'a token as a password', headers: { authorization: `Basic ${btoa('admin:a-token-for-tests')}` } },
    { with: 'a cookie that is none', headers: { cookie: 'phloem_session=none; __Host-phloem_session=none' } },
  ])('of the API answers 401 with $with', async ({ headers }) => {
    for (const route of ofApi()) {
      expect((await ask(route, headers)).statusCode, named(route)).toBe(401)
    }
  })

  it.each(SCOPES)('lets a token of the scope %s do what that allows, and nothing else', async (scope) => {
    let refused = 0
    for (const route of ofApi()) {
      // A stream that does not end.
      if (route.url === '/api/events' || route.url === '/api/sessions/end-others') continue
      const { statusCode, body } = await ask(route, { authorization: `Bearer ${tokens[scope]}` }, '{}')
      const isAllowed = has(scope, neededFor(route))
      const isRefused = statusCode === 403 && (body === '' || JSON.parse(body).error.code === 'not_allowed')
      expect({ route: named(route), isRefused }).toEqual({ route: named(route), isRefused: !isAllowed })
      expect(statusCode).toBeLessThan(500)
      if (isRefused) refused += 1
    }
    expect(refused > 0).toBe(scope !== 'admin')
  })
})

describe('a request that changes something', () => {
  const own = PUBLIC_URL
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'nonsense' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: own }, false],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, true],
    [{}, true],
    [{ origin: own }, true],
    [{ origin: 'http://localhost:80' }, true],
    [{ origin: 'https://evil.example' }, false],
    [{ origin: 'https://phloem.example.evil.example' }, false],
    [{ origin: 'http://phloem.example' }, false],
    [{ origin: 'https://phloem.example:444' }, false],
    [{ origin: 'null' }, false],
    [{ origin: '' }, false],
  ])('with %o is taken: %s, on every route', async (headers, isTaken) => {
    const authorization = `Bearer ${tokens.read}`
    const changing = phloem.routes.filter(
      ({ method, url }) => !/^(GET|HEAD)$/.test(method) && url.startsWith('/api/'),
    )
    for (const route of changing) {
      const { statusCode, body } = await ask(route, { ...headers, authorization, host: 'localhost' }, '{}')
      const isRefused = statusCode === 403 && JSON.parse(body).error.code === 'cross_site'
      expect({ route: named(route), isRefused }).toEqual({ route: named(route), isRefused: !isTaken })
    }
    expect(changing.length).toBeGreaterThan(20)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/json',
  ])('is not read as %s', async (type) => {
    const authorization = `Bearer ${tokens.admin}`
    for (const url of ['/api/flows', '/api/login', '/api/tokens']) {
      const answer = await phloem.inject({
        method: 'POST',
        url,
        headers: { authorization, 'content-type': type },
        payload: '{"name":"x","scopes":["admin"],"token":"a-token-for-tests"}',
      })
      expect(answer.statusCode).toBe(415)
    }
  })

  it('gets no leave for other sites, and no answer to their questions', async () => {
    const preflight = await phloem.inject({
      method: 'OPTIONS',
      url: '/api/flows',
      headers: { origin: 'https://evil.example', 'access-control-request-method': 'PUT' },
    })
    expect(preflight.statusCode).toBe(404)
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  })
})

describe('the answers to browsers', () => {
  it('tell them what to refuse', async () => {
    const { headers } = await ask(
      { method: 'GET', url: '/api/flows' },
      { authorization: `Bearer ${tokens.read}` },
    )
    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['strict-transport-security']).toBe('max-age=31536000')
  })

  it('have a new nonce each', async () => {
    const nonces = new Set<string>()
    for (let n = 0; n < 5; n += 1) {
      const { headers } = await ask({ method: 'GET', url: '/login' })
      nonces.add(/'nonce-([\w-]{22})'/.exec(String(headers['content-security-policy']))?.[1] ?? '')
    }
    expect(nonces.size).toBe(5)
    expect(nonces).not.toContain('')
  })
})

describe('the cookie', () => {
  const logIn = (headers: Record<string, string>) =>
    phloem.inject({ method: 'POST', url: '/api/login', headers, payload: { token: 'a-token-for-tests' } })

  it.each([
    [{ host: 'phloem.example' }, true],
    [{ host: '127.0.0.1:8080', origin: 'https://phloem.example' }, true],
    [{ host: 'localhost:8080' }, false],
    [{ host: '127.0.0.1:8080', 'x-forwarded-proto': 'https' }, false],
  ])('of a login with %o is for https alone: %s', async (headers, isSecure) => {
    const { statusCode, headers: answered } = await logIn(headers)
    expect(statusCode).toBe(204)
    const attributes = 'Max-Age=604800; Path=/; HttpOnly; '
    expect(String(answered['set-cookie']).replace(/=[\w-]{43}/, '=…')).toBe(
      isSecure
        ? `__Host-phloem_session=…; ${attributes}Secure; SameSite=Lax`
        : `phloem_session=…; ${attributes}SameSite=Lax`,
    )
  })

  it('that is not for https alone opens nothing over https', async () => {
    const { headers } = await logIn({ host: 'localhost:8080' })
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    const over = (host: string) =>
      phloem.inject({ method: 'GET', url: '/api/flows', headers: { cookie, host } })
    expect((await over('localhost:8080')).statusCode).toBe(200)
    expect((await over('phloem.example')).statusCode).toBe(401)
  })
})

describe('the audit log', () => {
  it('tells of every change, by whom and from where', async () => {
    const { api } = phloem
    const cookie =
      String(
        (await phloem.inject({ method: 'POST', url: '/api/login', payload: { token: tokens.admin } }))
          .headers['set-cookie'],
      ).split(';')[0] ?? ''
    const flow = {
      phloem: 1,
      id: 'told',
      name: 'Told',
      nodes: [{ id: 'start', type: 'start', name: 'Start', config: {} }],
      edges: [],
      layout: {},
    }
    await phloem.inject({ method: 'POST', url: '/api/flows', headers: { cookie }, payload: flow })
    for (let n = 0; n < 3; n += 1) await api('PUT', '/api/flows/told', { ...flow, name: `Told ${n}` })
    await api('POST', '/api/flows/told/publish', { note: '' })
    await api('PUT', '/api/numbers/+12025550188', { flowId: 'told' })
    await api('POST', '/api/flows/told/check')
    await api('PUT', '/api/flows/told', { id: 'another' })
    await phloem.inject({ method: 'POST', url: '/api/logout', headers: { cookie } })
    const { body } = await api('GET', '/api/audit?limit=7')
    const lines = body.entries.map(
      (entry: { actor: { name: string }; action: string; subject: string; detail: string; ip: string }) =>
        `${entry.actor.name} ${entry.ip} ${entry.action} ${entry.subject} ${entry.detail}`.trim(),
    )
    expect(lines.slice(0, 6)).toEqual([
      'admin 127.0.0.1 logged_out',
      'PHLOEM_ADMIN_TOKEN 127.0.0.1 number_assigned +12025550188 flow told',
      'PHLOEM_ADMIN_TOKEN 127.0.0.1 flow_published told version 1',
      'PHLOEM_ADMIN_TOKEN 127.0.0.1 draft_changed told',
      'admin 127.0.0.1 flow_created told',
      'admin 127.0.0.1 logged_in  by API token',
    ])
    const next = await api('GET', `/api/audit?limit=7&cursor=${body.next}`)
    expect(next.body.entries.length).toBeGreaterThan(0)
    const only = await api('GET', '/api/audit?action=flow_published')
    expect(only.body.entries).toHaveLength(1)
  })
})

describe('limits', () => {
  it('refuse a browser that asks more than 600 times a minute, and nobody else', async () => {
    const { headers } = await phloem.inject({
      method: 'POST',
      url: '/api/login',
      payload: { token: tokens.read },
    })
    const cookie = String(headers['set-cookie']).split(';')[0] ?? ''
    const statuses: number[] = []
    for (let n = 0; n < 605; n += 1)
      statuses.push(
        (await phloem.inject({ method: 'GET', url: '/api/status', headers: { cookie } })).statusCode,
      )
    expect(statuses.filter((status) => status === 200)).toHaveLength(600)
    expect(statuses.at(-1)).toBe(429)
    expect((await phloem.api('GET', '/api/status')).status).toBe(200)
  })

  it('end what is not signed, and never what is, from the same address', async () => {
    const unsigned = () =>
      phloem.inject({
        method: 'POST',
        url: '/plivo/answer',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'CallUUID=x',
      })
    const answers = await Promise.all(Array.from({ length: 60 }, unsigned))
    expect(answers.filter(({ statusCode }) => statusCode === 429).length).toBeGreaterThan(30)
    expect(answers.every(({ statusCode }) => statusCode === 403 || statusCode === 429)).toBe(true)
    for (let n = 0; n < 60; n += 1) {
      const { status } = await phloem.ask('/plivo/hangup', {
        CallUUID: `signed-${n}`,
        Event: 'Hangup',
        From: '1',
        To: '2',
      })
      expect(status).toBe(200)
    }
  })
})
