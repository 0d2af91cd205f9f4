import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Request } from '@phloem/flow'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { createEgress, type Egress, parseEgressAllow } from './egress.ts'
import { type SendOptions, sendRequest } from './send.ts'

interface Received {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

let server: Server
let base: string
let egress: Egress
let received: Received[]
let respond: (response: ServerResponse, socket: Socket) => void

const secrets: Record<string, string> = {
  PASSWORD: 'pässword',
  TOKEN: 'tok-1',
  BROKEN: 'a\r\nx-evil: 1',
  FILE: 'tok-2\n',
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    received.push({ method, url, headers, body: Buffer.concat(chunks).toString() })
    respond(response, request.socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  egress = allowing('127.0.0.1')
})
beforeEach(() => {
  received = []
  respond = (response) => response.end()
})
afterAll(async () => {
  await egress.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

function allowing(text: string): Egress {
  const parsed = parseEgressAllow(text)
  if ('error' in parsed) throw new Error(parsed.error)
  return createEgress({ allow: parsed.rules })
}

const send = (request: Partial<Request> = {}, options: Partial<SendOptions> = {}) =>
  sendRequest(
    {
      type: 'request',
      purpose: 'report',
      method: 'POST',
      url: base,
      headers: [],
      query: [],
      auth: { type: 'none' },
      body: { encoding: 'none' },
      timeoutSeconds: 5,
      ...request,
    },
    { egress, resolveSecret: (name) => secrets[name] ?? null, ...options },
  )

const header = (key: string, value: string): Partial<Request> => ({ headers: [{ key, value }] })

const HOSTILE = 'Zoë "& Co" =;+%20\r\nx-evil: 1\0\u{1f600}'

describe('what is sent', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const)('%s', async (method) => {
    expect(await send({ method, url: `${base}/path` })).toMatchObject({ status: 200, error: null })
    expect(received).toMatchObject([{ method, url: '/path', body: '' }])
  })

  it('names Phloem and its version', async () => {
    await send()
    expect(received[0]?.headers['user-agent']).toBe(`Phloem/${manifest.version}`)
  })

  it('adds query pairs to the query of the URL, which stays as written, and drops the fragment', async () => {
    await send({
      url: `${base}/p?flag&a=b%20c#part`,
      query: [
        { key: 'who', value: HOSTILE },
        { key: 'who', value: '' },
      ],
    })
    const { url = '' } = received[0] ?? {}
    expect(url).toMatch(/^\/p\?flag&a=b%20c&who=/)
    expect(new URL(url, base).searchParams.getAll('who')).toEqual([HOSTILE, ''])
    expect(url).not.toContain('#')
  })

  it('a form', async () => {
    await send({
      body: {
        encoding: 'form',
        pairs: [
          { key: 'Dial Status', value: HOSTILE },
          { key: 'b', value: '' },
        ],
      },
    })
    const [{ headers, body } = { headers: {}, body: '' }] = received
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect([...new URLSearchParams(body)]).toEqual([
      ['Dial Status', HOSTILE],
      ['b', ''],
    ])
  })

  it('JSON', async () => {
    const value = { text: HOSTILE, list: [1, null, true, { deep: 'ü' }] }
    await send({ body: { encoding: 'json', value } })
    expect(received[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(value)
    expect(received[0]?.headers['content-length']).toBe(String(Buffer.byteLength(JSON.stringify(value))))
  })

  it("the node's headers, two of one name as one list", async () => {
    await send({
      headers: [
        { key: 'X-Call', value: ' müller ' },
        { key: 'X-Tag', value: 'a' },
        { key: 'x-tag', value: 'b' },
        { key: 'User-Agent', value: 'mine' },
      ],
    })
    expect(received[0]?.headers).toMatchObject({ 'x-call': 'müller', 'x-tag': 'a, b', 'user-agent': 'mine' })
  })

  it.each([
    ['application/vnd.api+json; charset=utf-8', 'application/vnd.api+json; charset=utf-8'],
    ['nonsense', 'application/json'],
    ['', 'application/json'],
  ])("with the node's Content-Type %j as %s", async (value, contentType) => {
    await send({ headers: [{ key: 'Content-Type', value }], body: { encoding: 'json', value: {} } })
    expect(received[0]?.headers['content-type']).toBe(contentType)
  })

  it.each([
    ['Host', 'evil.test'],
    ['Content-Length', '3'],
    ['Transfer-Encoding', 'chunked'],
    ['Connection', 'x-call'],
    ['Expect', '100-continue'],
    ['TE', 'trailers'],
    ['Upgrade', 'websocket'],
    ['Proxy-Authorization', 'Basic x'],
  ])('without a %s of the node', async (key, value) => {
    await send({ headers: [{ key, value }], body: { encoding: 'json', value: 'body' } })
    expect(received).toMatchObject([{ body: '"body"' }])
    expect(received[0]?.headers[key.toLowerCase()]).not.toBe(value)
    expect(received[0]?.headers.host).toBe(new URL(base).host)
  })

  it("Phloem's own headers win over the node's", async () => {
    await send(
      { headers: [{ key: 'Webhook-Id', value: 'mine' }], body: { encoding: 'json', value: 1 } },
      { headers: (body) => ({ 'webhook-id': `d1 ${body}` }) },
    )
    expect(received[0]?.headers['webhook-id']).toBe('d1 1')
  })

  it.each([
    [
      { type: 'basic', username: 'zoë', password: '{{secret.PASSWORD}}' },
      `Basic ${Buffer.from('zoë:pässword').toString('base64')}`,
    ],
    [{ type: 'bearer', token: '{{ secret.TOKEN }}' }, 'Bearer tok-1'],
    [{ type: 'bearer', token: '{{secret.FILE}}' }, 'Bearer tok-2'],
  ] as const)('with auth %o', async (auth, authorization) => {
    await send({ auth, headers: [{ key: 'Authorization', value: 'mine' }] })
    expect(received[0]?.headers.authorization).toBe(authorization)
  })
})

describe('what is not sent', () => {
  it.each<[string, Partial<Request>]>([
    ['"http://…:x" is not a URL', { url: 'http://…:x' }],
    ['"" is not a URL', { url: '' }],
    ['"example.com/x" is not a URL', { url: 'example.com/x' }],
    [
      'evil.test is none of the hosts that the node names',
      { url: 'http://evil.test/', hosts: 'a.test, *.evil.test' },
    ],
    ['a part of the path came to be "." or ".."', { url: 'http://a.test/x/../y' }],
    ['a part of the path came to be "." or ".."', { url: 'http://a.test/x/%2e%2E?y' }],
    ['a part of the path came to be "." or ".."', { url: 'http://a.test/x/.\t./y' }],
    ['a part of the path came to be "." or ".."', { url: 'http://a.test\\..\\y' }],
    ['a part of the path came to be "." or ".."', { url: 'http://a.test/.' }],
    ['"http://•••@a b" is not a URL', { url: 'http://zoe:hush@a b' }],
    ['file:// is neither http:// nor https://', { url: 'file:///etc/passwd' }],
    ['a URL with a user name or a password in it is not sent; use Auth', { url: 'http://a:b@127.0.0.1' }],
    [
      '169.254.169.254 is a cloud metadata address, which is never reachable',
      { url: 'http://169.254.169.254' },
    ],
    ['the header x-a holds a character that no header can carry', header('X-A', 'a\r\nx-evil: 1')],
    ['the header x-b holds a character that no header can carry', header('X-B', 'a\u010d\u010ax-evil: 1')],
    ['the header x-c holds a character that no header can carry', header('X-C', 'a\0')],
    ['"x d\r\n" is not the name of a header', header('X D\r\n', 'a')],
    ['the token is not a reference such as {{secret.NAME}}', { auth: { type: 'bearer', token: 'plain' } }],
    [
      'the password is not a reference such as {{secret.NAME}}',
      { auth: { type: 'basic', username: 'u', password: '' } },
    ],
  ])('ever: %s', async (error, request) => {
    expect(await send(request)).toMatchObject({ status: null, error, isUnsendable: true })
    expect(received).toEqual([])
  })

  it.each<[string, Partial<Request>]>([
    ['127.0.0.2 is a private address; allow it with PHLOEM_EGRESS_ALLOW', { url: 'http://127.0.0.2' }],
    [
      'the token holds a character that no header can carry',
      { auth: { type: 'bearer', token: '{{secret.BROKEN}}' } },
    ],
    ['there is no secret NEW', { auth: { type: 'bearer', token: '{{secret.NEW}}' } }],
  ])('for now: %s', async (error, request) => {
    expect(await send(request)).toMatchObject({ status: null, error, isUnsendable: false })
    expect(received).toEqual([])
  })

  it('anything once the signal has aborted', async () => {
    const signal = AbortSignal.abort(new Error('stopped'))
    const hanging = createEgress({ allow: [], resolve: () => new Promise(() => {}) })
    expect(await send({ url: 'http://slow.test' }, { egress: hanging, signal })).toMatchObject({
      error: 'stopped',
    })
    await hanging.close()
  })
})

describe('what comes back', () => {
  it.each([200, 204, 404, 410, 429, 500, 503, 999])('%i, as it is', async (status) => {
    respond = (response) => response.writeHead(status).end()
    expect(await send()).toMatchObject({ status, error: null })
  })

  it('the body and its type', async () => {
    respond = (response) => response.setHeader('content-type', 'application/json').end('{"name":"Zoë"}')
    expect(await send()).toMatchObject({ contentType: 'application/json', body: '{"name":"Zoë"}' })
  })

  it('its headers, cut where they are long, without cookies', async () => {
    respond = (response) =>
      response.writeHead(429, { 'Retry-After': '7', 'set-cookie': 'a=b', 'x-long': 'x'.repeat(1000) }).end()
    const { headers } = await send()
    expect(headers).toMatchObject({ 'retry-after': '7', 'x-long': 'x'.repeat(300) })
    expect(headers).not.toHaveProperty('set-cookie')
  })

  it.each([301, 302, 303, 307, 308])('%i, which is not followed', async (status) => {
    respond = (response) => response.writeHead(status, { location: '/elsewhere' }).end()
    expect(await send()).toMatchObject({
      status,
      error: `redirects are not followed (${status} to /elsewhere)`,
    })
    expect(received).toHaveLength(1)
  })

  it('at most 64 KiB of an endless body', async () => {
    const closed = Promise.withResolvers<void>()
    respond = (response) => {
      const pour = () => {
        while (response.write('é'.repeat(1000)));
        response.once('drain', pour)
      }
      response.write('x')
      pour()
      response.on('close', closed.resolve)
    }
    const { status, body, error } = await send()
    expect({ status, error }).toEqual({ status: 200, error: null })
    expect(body).toBe(`x${'é'.repeat((64 * 1024 - 2) / 2)}`)
    await closed.promise
  })

  it('the status and what came in time of a dripping body', async () => {
    respond = (response) => {
      response.write('a')
      const drip = setInterval(() => response.write('a'), 10)
      response.on('close', () => clearInterval(drip))
    }
    const { status, body, error } = await send({ timeoutSeconds: 0.2 })
    expect({ status, error }).toEqual({ status: 200, error: null })
    expect(body).toMatch(/^a+$/)
  })

  it('the status when the body is cut off', async () => {
    respond = (response, socket) => {
      response.writeHead(201, { 'content-length': 100 }).write('half', () => socket.destroy())
    }
    expect(await send()).toMatchObject({ status: 201, body: 'half', error: null })
  })

  it('text, also from bytes that are none', async () => {
    respond = (response) => response.end(Buffer.from([0x61, 0x00, 0xff, 0x62]))
    expect((await send()).body).toBe('a\ufffd\ufffdb')
  })
})

describe('what goes wrong', () => {
  it('a server that never answers', async () => {
    respond = () => {}
    expect(await send({ timeoutSeconds: 0.2 })).toMatchObject({
      status: null,
      error: 'timed out after 0.2 s',
    })
  })

  it('a server that drips its headers', async () => {
    respond = (_, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('x-a: b\r\n'), 10)
      socket.on('close', () => clearInterval(drip))
    }
    expect(await send({ timeoutSeconds: 0.2 })).toMatchObject({
      status: null,
      error: 'timed out after 0.2 s',
    })
  })

  it('a host name that takes forever', async () => {
    const hanging = createEgress({
      allow: [],
      resolve: () => new Promise(() => {}),
      connectTimeoutSeconds: 0.1,
    })
    expect(await send({ url: 'http://slow.test', timeoutSeconds: 0.05 }, { egress: hanging })).toMatchObject({
      status: null,
      error: 'timed out after 0.05 s',
    })
    expect(await send({ url: 'http://slow.test' }, { egress: hanging })).toMatchObject({
      status: null,
      error: 'timed out while connecting',
    })
    await hanging.close()
  })

  it.each<[string, (response: ServerResponse, socket: Socket) => void]>([
    ['connection reset', (_, socket) => socket.resetAndDestroy()],
    ['connection reset', (_, socket) => socket.end()],
    ['the answer is not HTTP', (_, socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n')],
    [
      'the headers of the answer are too large',
      (response) => response.setHeader('x-a', 'a'.repeat(20_000)).end(),
    ],
  ])('%s', async (error, misbehave) => {
    respond = misbehave
    expect(await send()).toMatchObject({ status: null, error, isUnsendable: false })
  })

  it('nobody listens', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    expect(await send({ url: `http://127.0.0.1:${port}` })).toMatchObject({ error: 'connection refused' })
  })

  it('no such host', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND nowhere.test'), { code: 'ENOTFOUND' })
    const nowhere = createEgress({ allow: [], resolve: () => Promise.reject(error) })
    expect(await send({ url: 'http://nowhere.test' }, { egress: nowhere })).toMatchObject({
      error: 'host not found',
    })
    await nowhere.close()
  })

  it('no TLS on the other side', async () => {
    const { error } = await send({ url: base.replace('http:', 'https:') })
    expect(error).toMatch(/^TLS problem: /)
  })

  it('the caller of the function ends it', async () => {
    const controller = new AbortController()
    respond = () => controller.abort(new Error('stopped'))
    expect(await send({}, { signal: controller.signal })).toMatchObject({ status: null, error: 'stopped' })
  })
})
