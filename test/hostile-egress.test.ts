import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Request } from '@phloem/flow'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEgress, type Egress, parseEgressAllow } from '../apps/runtime/src/deliveries/egress.ts'
import { EgressBlocked } from '../apps/runtime/src/deliveries/egress-blocked.ts'
import { sendRequest } from '../apps/runtime/src/deliveries/send.ts'
import { HOSTILE_NAMES, HOSTILE_URLS } from './hostile-egress-urls.ts'

/** Counts who connects, whether or not they say anything. */
let canary: Server
let port: number
let connections: number
let heard: { url: string; headers: Record<string, string | string[] | undefined> }[]
let egress: Egress

type Names = (hostname: string, times: number) => readonly string[] | undefined

beforeAll(async () => {
  canary = createServer(({ url = '', headers }, response) => {
    heard.push({ url, headers })
    response.setHeader('connection', 'close').end('reached')
  })
  canary.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => canary.listen(0, '::', resolve))
  port = (canary.address() as AddressInfo).port
})
beforeEach(() => {
  connections = 0
  heard = []
  open('')
})
afterEach(() => egress.close())
afterAll(() => new Promise((resolve) => canary.close(resolve)))

function open(allow: string, names: Names = (hostname) => HOSTILE_NAMES[hostname]) {
  const parsed = parseEgressAllow(allow)
  if ('error' in parsed) throw new Error(parsed.error)
  void egress?.close()
  const times = new Map<string, number>()
  egress = createEgress({
    allow: parsed.rules,
    resolve: async (hostname) => {
      const before = times.get(hostname) ?? 0
      times.set(hostname, before + 1)
      return (names(hostname, before) ?? []).map((address) => ({
        address,
        family: address.includes(':') ? 6 : 4,
      }))
    },
  })
}

const at = (url: string): string => url.replaceAll('PORT', String(port))

const send = (url: string, more: Partial<Request> = {}) =>
  sendRequest(
    {
      type: 'request',
      purpose: 'report',
      method: 'POST',
      url: at(url),
      headers: [],
      query: [],
      auth: { type: 'none' },
      body: { encoding: 'form', pairs: [{ key: 'a', value: 'b' }] },
      timeoutSeconds: 2,
      ...more,
    },
    { egress, resolveSecret: () => null },
  )

/** Undici alone, without the checks of a request that come before it. */
const connectTo = (url: string): Promise<unknown> =>
  egress.agent
    .request({ origin: new URL(at(url)).origin, path: '/', method: 'GET' })
    .then(({ statusCode, body }) => body.dump().then(() => statusCode))
    .catch((error: unknown) => error)

/** All other errors come from having tried. */
const REFUSED = /PHLOEM_EGRESS_ALLOW$|never reachable$|not sent; use Auth$|is neither http:|is not a URL$/

it('knows 60 hostile URLs and more, each once', () => {
  expect(HOSTILE_URLS.length).toBeGreaterThanOrEqual(60)
  expect(new Set(HOSTILE_URLS).size).toBe(HOSTILE_URLS.length)
})

describe('without rules', () => {
  it(`none of ${HOSTILE_URLS.length} URLs reaches the canary, nor is any connection tried`, async () => {
    open('')
    const answers = await Promise.all(HOSTILE_URLS.map(async (url) => ({ url, ...(await send(url)) })))
    const tried = answers.filter(({ status, error }) => status !== null || !REFUSED.test(error ?? ''))
    expect(tried.map(({ url, error }) => `${url}: ${error}`)).toEqual([
      // What these name is a public name, which the resolver of the test does not know.
      'http://public.test#@127.0.0.1:PORT/: host not found',
    ])
    expect(connections).toBe(0)
  })

  it('nor through the agent alone', async () => {
    open('')
    const literals = HOSTILE_URLS.filter((url) => /^\s*https?:/i.test(url) && !url.includes('@'))
    for (const url of literals.filter((each) => URL.canParse(at(each)))) {
      expect(await connectTo(url), url).toBeInstanceOf(EgressBlocked)
    }
    expect(literals.length).toBeGreaterThan(60)
    expect(connections).toBe(0)
  })

  it('a name that leads elsewhere after it was looked at reaches nothing more', async () => {
    open('127.0.0.2', (_, times) => [times === 0 ? '127.0.0.2' : '127.0.0.1'])
    expect(await send('http://rebinding.test:PORT/')).toMatchObject({ status: 200 })
    for (const _ of Array(5)) {
      expect(await send('http://rebinding.test:PORT/')).toMatchObject({
        error: expect.stringContaining('rebinding.test is at 127.0.0.1, a private address'),
      })
    }
    expect(connections).toBe(1)
  })
})

describe('the canary', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:PORT/'],
    ['127.0.0.1', 'http://0x7f.1:PORT/'],
    ['::1', 'http://[::1]:PORT/'],
    ['loopback.test', 'http://loopback.test:PORT/'],
    ['127.0.0.0/8', 'http://loopback.test:PORT/'],
  ])('is reached where the rule %s allows %s', async (allow, url) => {
    open(allow)
    expect(await send(url)).toMatchObject({ status: 200, body: 'reached' })
    expect(connections).toBe(1)
  })

  it('is reached by the agent alone too, so that a hole would be seen', async () => {
    open('127.0.0.1')
    expect(await connectTo('http://127.0.0.1:PORT/')).toBe(200)
    expect(connections).toBe(1)
  })
})

describe('redirects', () => {
  let redirecting: Server
  let from: number
  let status: number

  beforeAll(async () => {
    redirecting = createServer((_, response) => {
      response.writeHead(status, { location: at('http://127.0.0.1:PORT/stolen'), connection: 'close' }).end()
    })
    await new Promise<void>((resolve) => redirecting.listen(0, '127.0.0.1', resolve))
    from = (redirecting.address() as AddressInfo).port
  })
  afterAll(() => new Promise((resolve) => redirecting.close(resolve)))

  it.each([300, 301, 302, 303, 307, 308])(
    '%i to the canary is not followed, though it is allowed',
    async (code) => {
      status = code
      open('127.0.0.1')
      expect(await send(`http://127.0.0.1:${from}/`)).toMatchObject({
        status: code,
        error: expect.stringContaining('redirects are not followed'),
      })
      expect(connections).toBe(0)
    },
  )
})

describe('a proxy', () => {
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY']
  const before = names.map((name) => [name, process.env[name]] as const)
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })

  it('that the environment names is not asked', async () => {
    for (const name of names)
      process.env[name] = name === 'NODE_USE_ENV_PROXY' ? '1' : at('http://127.0.0.1:PORT')
    const target = createServer((_, response) => response.end('itself'))
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
    open('127.0.0.1')
    const { port: own } = target.address() as AddressInfo
    expect(await send(`http://127.0.0.1:${own}/`)).toMatchObject({ status: 200, body: 'itself' })
    expect(connections).toBe(0)
    await egress.close()
    await new Promise((resolve) => target.close(resolve))
  })
})

it('no header of a node says who is asked, or anything about the connection', async () => {
  open('127.0.0.1')
  const names = [
    ...['Host', 'Connection', 'Keep-Alive', 'Proxy-Authorization', 'Proxy-Connection', 'TE', 'Trailer'],
    ...['Transfer-Encoding', 'Upgrade', 'Content-Length', 'Expect', 'HTTP2-Settings', 'Webhook-Id'],
  ]
  await send('http://127.0.0.1:PORT/', { headers: names.map((key) => ({ key, value: 'evil' })) })
  expect(heard).toHaveLength(1)
  expect(heard[0]?.headers.host).toBe(`127.0.0.1:${port}`)
  expect(Object.values(heard[0]?.headers ?? {})).not.toContain('evil')
})

it.each(['169.254.0.0/16', '128.0.0.0/1', '::/1 8000::/1', 'metadata.test', '64:ff9b::/32'])(
  'the rule %s never opens cloud metadata',
  async (allow) => {
    open(allow)
    const metadata = HOSTILE_URLS.slice(
      HOSTILE_URLS.indexOf('http://169.254.169.254/latest/meta-data/'),
      HOSTILE_URLS.indexOf('http://localhost:PORT/'),
    )
    expect(metadata).toHaveLength(14)
    for (const url of [...metadata, 'http://metadata.test/']) {
      expect(await send(url), url).toMatchObject({ error: expect.stringContaining('never reachable') })
    }
  },
)
