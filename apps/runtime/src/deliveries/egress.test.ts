import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fetch, request } from 'undici'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEgress, type Egress, type EgressOptions, parseEgressAllow } from './egress.ts'
import { EgressBlocked } from './egress-blocked.ts'

let canary: Server
let port: number
let reached: number
let egress: Egress

beforeAll(async () => {
  canary = createServer((_, response) => {
    reached += 1
    response.setHeader('connection', 'close').end('reached')
  })
  await new Promise<void>((resolve) => canary.listen(0, '0.0.0.0', resolve))
  port = (canary.address() as AddressInfo).port
})
beforeEach(() => {
  reached = 0
})
afterEach(() => egress.close())
afterAll(() => new Promise((resolve) => canary.close(resolve)))

function open(allow: string, options: Partial<EgressOptions> = {}) {
  const parsed = parseEgressAllow(allow)
  if ('error' in parsed) throw new Error(parsed.error)
  egress = createEgress({ allow: parsed.rules, ...options })
}

const resolvesTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))

const get = (url: string) => request(url, { dispatcher: egress.agent }).then(({ body }) => body.text())

describe('without rules', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '127.0.0.2',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '0.0.0.0',
    '0',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::ffff:0:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '169.254.1.1',
    '169.254.169.254',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
    '[fc00::1]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[ff02::1]',
    'localhost',
    'LOCALHOST.',
  ])('nothing at %s is reached', async (host) => {
    open('', { resolve: resolvesTo('127.0.0.1') })
    const url = `http://${host}:${port}/`
    await expect(get(url)).rejects.toBeInstanceOf(EgressBlocked)
    const fetched = fetch(url, { dispatcher: egress.agent, redirect: 'manual' })
    await expect(fetched.catch((error) => error.cause)).resolves.toBeInstanceOf(EgressBlocked)
    expect(reached).toBe(0)
  })

  it.each([
    ['http://127.0.0.1', '127.0.0.1 is a private address; allow it with PHLOEM_EGRESS_ALLOW'],
    ['http://192.0.2.1', '192.0.2.1 is not a public address; allow it with PHLOEM_EGRESS_ALLOW'],
    [
      'http://intern.test',
      'intern.test is at 10.0.0.1, a private address; allow it with PHLOEM_EGRESS_ALLOW',
    ],
    ['http://8.8.8.8:22', 'port 22 of 8.8.8.8 is not usual for HTTP; allow it with PHLOEM_EGRESS_ALLOW'],
    ['http://169.254.169.254', '169.254.169.254 is a cloud metadata address, which is never reachable'],
    ['https://127.0.0.1', '127.0.0.1 is a private address; allow it with PHLOEM_EGRESS_ALLOW'],
  ])('says why %s is blocked', async (url, message) => {
    open('', { resolve: resolvesTo('10.0.0.1') })
    await expect(get(url)).rejects.toThrow(message)
  })

  it.each([
    ['127.0.0.1', '8.8.8.8'],
    ['8.8.8.8', '127.0.0.1'],
    ['2606:4700::1111', '::1'],
  ])('one bad address fails the name: %s, %s', async (...addresses) => {
    open('', { resolve: resolvesTo(...addresses) })
    await expect(get(`http://mixed.test:${port}`)).rejects.toBeInstanceOf(EgressBlocked)
    expect(reached).toBe(0)
  })

  it('a name without addresses is not found', async () => {
    open('', { resolve: resolvesTo() })
    await expect(get('http://empty.test')).rejects.toMatchObject({ code: 'ENOTFOUND' })
  })
})

describe('with rules', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.0/8', '127.0.0.2'],
    ['127.0.0.1', '[::ffff:127.0.0.1]'],
    ['127.0.0.1', 'any.test'],
    ['intern.test', 'intern.test'],
    ['*.intern.test', 'a.intern.test'],
  ])('%s lets %s through', async (allow, host) => {
    open(allow, { resolve: resolvesTo('127.0.0.1') })
    await expect(get(`http://${host}:${port}`)).resolves.toBe('reached')
  })

  it('a port lets through this port only', async () => {
    open(`127.0.0.1:${port}`)
    await expect(get(`http://127.0.0.1:${port}`)).resolves.toBe('reached')
    await expect(get(`http://127.0.0.1:${port - 1}`)).rejects.toBeInstanceOf(EgressBlocked)
  })

  it.each([
    ['169.254.0.0/16', '169.254.169.254', '127.0.0.1'],
    ['128.0.0.0/1', '168.63.129.16', '127.0.0.1'],
    ['64:ff9b::/96', '[64:ff9b::a9fe:a9fe]', '127.0.0.1'],
    ['meta.test', 'meta.test', '169.254.169.254'],
    ['meta.test', 'meta.test', 'fd00:ec2::254'],
  ])('%s never lets metadata through: %s', async (allow, host, address) => {
    open(allow, { resolve: resolvesTo(address) })
    await expect(get(`http://${host}`)).rejects.toMatchObject({ name: 'EgressBlocked', canBeAllowed: false })
  })

  it('judges a name anew at each connection', async () => {
    const answers = ['127.0.0.2', '127.0.0.1']
    open('127.0.0.2', { resolve: async () => [{ address: answers.shift() ?? '', family: 4 }] })
    await expect(get(`http://rebinding.test:${port}`)).resolves.toBe('reached')
    await expect(get(`http://rebinding.test:${port}`)).rejects.toBeInstanceOf(EgressBlocked)
    expect(reached).toBe(1)
  })

  it('judges the address in fact connected: 0.0.0.0 leads to 127.0.0.1', async () => {
    open('0.0.0.0')
    await expect(get(`http://0.0.0.0:${port}`)).rejects.toThrow('0.0.0.0 is at 127.0.0.1, a private address')
    expect(reached).toBe(0)
  })
})

it('asks once for a name that many wait for', async () => {
  const answer = Promise.withResolvers<{ address: string; family: number }[]>()
  let lookups = 0
  open('127.0.0.1', {
    resolve: () => {
      lookups += 1
      return answer.promise
    },
  })
  const answers = Promise.all(Array.from({ length: 5 }, () => get(`http://slow.test:${port}`)))
  answer.resolve([{ address: '127.0.0.1', family: 4 }])
  expect(await answers).toHaveLength(5)
  expect(lookups).toBe(1)
})

describe('refusal', () => {
  it.each([
    ['ftp://example.com', 'ftp:// is neither http:// nor https://'],
    ['http://user@example.com', 'a URL with a user name or a password in it is not sent; use Auth'],
    ['http://:pass@example.com', 'a URL with a user name or a password in it is not sent; use Auth'],
    ['http://[::1]/', '::1 is a private address; allow it with PHLOEM_EGRESS_ALLOW'],
    ['http://2130706433/', '127.0.0.1 is a private address; allow it with PHLOEM_EGRESS_ALLOW'],
    ['https://8.8.8.8:25/', 'port 25 of 8.8.8.8 is not usual for HTTP; allow it with PHLOEM_EGRESS_ALLOW'],
  ])('tells of %s before anything is sent', (url, message) => {
    open('')
    expect(egress.refusal(new URL(url))?.message).toBe(message)
  })

  it.each(['http://example.com', 'https://example.com:8443/x', 'http://8.8.8.8'])(
    'has nothing against %s',
    (url) => {
      open('')
      expect(egress.refusal(new URL(url))).toBeNull()
    },
  )
})

describe('verdict', () => {
  it.each([
    ['http://10.0.0.5/', '10.0.0.5 is a private address; allow it with PHLOEM_EGRESS_ALLOW'],
    [
      'http://intern.test/',
      'intern.test is at 10.0.0.1, a private address; allow it with PHLOEM_EGRESS_ALLOW',
    ],
    ['http://intern.test:25/', 'intern.test is at 10.0.0.1, a private address'],
    ['ftp://intern.test/', 'ftp:// is neither http:// nor https://'],
  ])('tells of %s what a request would meet', async (url, message) => {
    open('', { resolve: resolvesTo('10.0.0.1') })
    expect(await egress.verdict(new URL(url))).toMatchObject({ message: expect.stringContaining(message) })
  })

  it('has nothing against what may be reached', async () => {
    open('intern.test', { resolve: resolvesTo('10.0.0.1') })
    expect(await egress.verdict(new URL('http://intern.test/'))).toBeNull()
    expect(await egress.verdict(new URL('http://8.8.8.8/'))).toBeNull()
  })

  it('says that a name has no address, or none in time', async () => {
    open('', { resolve: resolvesTo() })
    expect(await egress.verdict(new URL('http://empty.test/'))).toBe('no_address')
    await egress.close()
    open('', { resolve: () => Promise.reject(new Error('ENOTFOUND')) })
    expect(await egress.verdict(new URL('http://unknown.test/'))).toBe('no_address')
    await egress.close()
    open('', { resolve: () => new Promise(() => {}), connectTimeoutSeconds: 0.01 })
    expect(await egress.verdict(new URL('http://slow.test/'))).toBe('no_address')
  })
})
