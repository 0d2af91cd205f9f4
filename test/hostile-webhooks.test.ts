import { type Params, readPairs, signV3 } from '@phloem/plivo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  AUTH_TOKEN,
  answerParams,
  attributesOf,
  type PhloemInProcess,
  PUBLIC_URL,
  reportingFlow,
  startInProcess,
} from '../apps/runtime/src/testing/phloem-in-process.ts'
import { fuzzWebhooks } from './harness/webhook-fuzz.ts'

let phloem: PhloemInProcess
beforeAll(async () => {
  phloem = await startInProcess(reportingFlow())
})
afterAll(() => phloem.stop())

const SIGNATURE = 'x-plivo-signature-v3'
const MA_SIGNATURE = 'x-plivo-signature-ma-v3'
const NONCE_HEADER = 'x-plivo-signature-v3-nonce'
const FORM_TYPE = 'application/x-www-form-urlencoded'

interface Sent {
  method: 'GET' | 'POST'
  path: string
  body: string
  headers: Record<string, string>
}

let nonces = 0
const newNonce = () => String(10_000_000_000 + nonces++)

function signed(
  method: 'GET' | 'POST',
  path: string,
  params: Params,
  { nonce = newNonce(), base = PUBLIC_URL, authToken = AUTH_TOKEN } = {},
): Sent {
  const encoded = new URLSearchParams(params.map(([name, value]) => [name, value])).toString()
  const whole = method === 'GET' ? `${path}${path.includes('?') ? '&' : '?'}${encoded}` : path
  const signature = signV3({
    method,
    url: base + whole,
    params: method === 'GET' ? [] : params,
    nonce,
    authToken,
  })
  return {
    method,
    path: whole,
    body: method === 'GET' ? '' : encoded,
    headers: {
      [SIGNATURE]: signature,
      [NONCE_HEADER]: nonce,
      ...(method === 'POST' ? { 'content-type': FORM_TYPE } : {}),
    },
  }
}

let strangers = 0
/** Each from an address of its own, so that none is refused for how many they are. */
const send = (
  { method, path, body, headers }: Sent,
  from = `10.${strangers >> 16}.${(strangers >> 8) & 255}.${strangers++ & 255}`,
) =>
  phloem.inject({
    method,
    url: path,
    headers,
    remoteAddress: from,
    ...(method === 'POST' ? { payload: body } : {}),
  })

const answerOf = (callUUID: string): Params => Object.entries(answerParams(callUUID))
const diagnosis = async () => (await phloem.api('GET', '/api/carrier/diagnosis')).body
const callCount = async () => (await phloem.api('GET', '/api/calls?limit=200')).body.calls.length

const changedAt = (text: string, index: number) =>
  `${text.slice(0, index)}${text[index] === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`

/** Every way to be almost right. */
function mutationsOf(good: Sent): [what: string, Sent][] {
  const { headers, method, path, body } = good
  const signature = headers[SIGNATURE] ?? ''
  const nonce = headers[NONCE_HEADER] ?? ''
  const { [SIGNATURE]: _, ...unsigned } = headers
  const { [NONCE_HEADER]: __, ...withoutNonce } = headers
  const mutations: [string, Sent][] = []
  const withSignature = (what: string, text: string) =>
    mutations.push([`signature: ${what}`, { ...good, headers: { ...headers, [SIGNATURE]: text } }])
  const withNonce = (what: string, text: string) =>
    mutations.push([`nonce: ${what}`, { ...good, headers: { ...headers, [NONCE_HEADER]: text } }])
  const withPath = (what: string, text: string) => mutations.push([`url: ${what}`, { ...good, path: text }])
  const withParams = (what: string, changed: [string, string][]) => {
    const encoded = new URLSearchParams(changed).toString()
    mutations.push([
      `params: ${what}`,
      method === 'POST' ? { ...good, body: encoded } : { ...good, path: `${path.split('?')[0]}?${encoded}` },
    ])
  }

  for (let index = 0; index < signature.length; index += 1) {
    withSignature(`character ${index} changed`, changedAt(signature, index))
    if (index > 0) withSignature(`cut at ${index}`, signature.slice(0, index))
  }
  for (let index = 4; index < signature.length; index += 4) {
    for (const [name, mark] of Object.entries({ comma: ',', space: ' ', tab: '\t', semicolon: ';' })) {
      withSignature(
        `split at ${index} by a ${name}`,
        `${signature.slice(0, index)}${mark}${signature.slice(index)}`,
      )
    }
  }
  withSignature('in another case', signature.toLowerCase())
  withSignature('in hexadecimal', Buffer.from(signature, 'base64').toString('hex'))
  withSignature('encoded twice', Buffer.from(signature).toString('base64'))
  withSignature('quoted', `"${signature}"`)
  withSignature('with a prefix', `sha256=${signature}`)
  withSignature('with a suffix', `${signature}=`)
  withSignature('reversed', [...signature].reverse().join(''))
  withSignature('of nothing', signV3({ method, url: '', params: [], nonce, authToken: AUTH_TOKEN }))
  withSignature(
    'with an empty token',
    signV3({
      method,
      url: PUBLIC_URL + path,
      params: method === 'GET' ? [] : readPairs(body),
      nonce,
      authToken: '',
    }),
  )
  withSignature(
    'with another token',
    signV3({
      method,
      url: PUBLIC_URL + path,
      params: method === 'GET' ? [] : readPairs(body),
      nonce,
      authToken: `${AUTH_TOKEN} `,
    }),
  )
  withSignature('empty', '')
  withSignature('nothing but commas', ',,,')
  mutations.push(['signature: missing', { ...good, headers: unsigned }])
  for (const name of ['x-plivo-signature', 'x-plivo-signature-v2', 'x-plivo-signature-v4', 'authorization']) {
    mutations.push([`signature: in ${name}`, { ...good, headers: { ...unsigned, [name]: signature } }])
  }

  for (let index = 0; index < nonce.length; index += 1) {
    withNonce(`digit ${index} changed`, changedAt(nonce, index))
    withNonce(`digit ${index} gone`, nonce.slice(0, index) + nonce.slice(index + 1))
  }
  withNonce('with a zero before', `0${nonce}`)
  withNonce('with a zero behind', `${nonce}0`)
  withNonce('twice', `${nonce},${nonce}`)
  withNonce('empty', '')
  mutations.push(['nonce: missing', { ...good, headers: withoutNonce }])

  const [pathname = '', query = ''] = path.split('?')
  withPath('a slash behind', `${pathname}/?${query}`)
  withPath('an added pair', `${path}${query === '' ? '?' : '&'}x=1`)
  withPath('an added pair before', `${pathname}?a=1&${query}`)
  withPath('encoded', `${pathname.replace('plivo', '%70livo')}${query === '' ? '' : `?${query}`}`)
  withPath('another callback', `/plivo/hangup?${query}`)
  withPath('another callback too', `/plivo/fallback?${query}`)
  withPath('a step further', `/plivo/calls/c-1/1/forward/dial-ended?${query}`)
  if (query !== '' && method === 'POST') withPath('without its query', pathname)

  const pairs = readPairs(method === 'POST' ? body : query).map(([name, value]): [string, string] => [
    name,
    value,
  ])
  for (const [index, [name, value]] of pairs.entries()) {
    const others = pairs.filter((_, other) => other !== index)
    withParams(`${name} changed`, [...others, [name, `${value}0`]])
    withParams(`${name} cut`, [...others, [name, value.slice(0, -1)]])
    withParams(`${name} in another case`, [
      ...others,
      [name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase(), value],
    ])
    withParams(`${name} gone`, others)
    withParams(`${name} twice`, [...pairs, [name, value]])
    withParams(`${name} in another place`, [...others, [`X${name}`, value]])
  }
  withParams('one more', [...pairs, ['Zero', '']])
  withParams('none', [])

  const other = method === 'POST' ? 'GET' : 'POST'
  mutations.push([
    'method: the other',
    { ...good, method: other, body: '', headers: { ...headers, 'content-type': FORM_TYPE } },
  ])
  return mutations
}

describe('a signature', () => {
  it('that was changed in any way is refused, and moves nothing', async () => {
    const bases = [
      () => signed('POST', '/plivo/answer', answerOf('changed')),
      () => signed('POST', '/plivo/answer?run=r-9&a=b', answerOf('changed')),
      () => signed('GET', '/plivo/answer', answerOf('changed')),
    ]
    const before = await callCount()
    let count = 0
    const accepted: string[] = []
    for (const base of bases) {
      for (const [what, sent] of mutationsOf(base())) {
        count += 1
        const { statusCode } = await send(sent)
        if (statusCode !== 403) accepted.push(`${what}: ${statusCode}`)
      }
    }
    // Plivo's signature does not cover the method, but a form that is gone names no call; a slash behind leads nowhere.
    const elsewhere = ['url: a slash behind: 404', 'method: the other: 400']
    expect(accepted.filter((line) => !elsewhere.includes(line))).toEqual([])
    expect(count).toBeGreaterThanOrEqual(500)
    expect(await callCount()).toBe(before)
    for (const base of bases) expect((await send(base())).statusCode).toBe(200)
  })

  it('of the main account is taken, alone and beside one that does not fit, and one of several', async () => {
    const good = signed('POST', '/plivo/answer', answerOf('ma'))
    const { [SIGNATURE]: signature = '', ...headers } = good.headers
    for (const given of [
      { [MA_SIGNATURE]: signature },
      { [MA_SIGNATURE]: signature, [SIGNATURE]: 'AAAA' },
      { [SIGNATURE]: `AAAA, ${signature} ,BBBB` },
    ]) {
      expect(
        (await send({ ...good, headers: { ...headers, ...given } as Record<string, string> })).statusCode,
      ).toBe(200)
    }
  })

  it('counts for the address in PHLOEM_PUBLIC_URL, whatever a request says of its own', async () => {
    const lies = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'http',
      forwarded: 'host=evil.example;proto=http',
      'x-original-url': '/plivo/hangup',
    }
    const good = signed('POST', '/plivo/answer', answerOf('host'))
    expect((await send({ ...good, headers: { ...good.headers, ...lies } })).statusCode).toBe(200)
    for (const base of ['https://evil.example', 'http://evil.example', 'http://phloem.example']) {
      const other = signed('POST', '/plivo/answer', answerOf('host-2'), { base })
      expect((await send({ ...other, headers: { ...other.headers, ...lies } })).statusCode).toBe(403)
    }
  })

  it('made for another address is refused, with what to set', async () => {
    await phloem.clock.advance(60_000)
    const base = 'https://tunnel.example:8443'
    const other = signed('POST', '/plivo/answer', answerOf('tunnel'), { base })
    expect(
      (await send({ ...other, headers: { ...other.headers, host: 'tunnel.example:8443' } })).statusCode,
    ).toBe(403)
    expect((await diagnosis()).refusals[0]).toMatchObject({
      reason: 'mismatch',
      method: 'POST',
      url: `${PUBLIC_URL}/plivo/answer`,
      suggestion: {
        kind: 'public_url',
        isFromCarrier: true,
        set: `PHLOEM_PUBLIC_URL=${base}`,
        message: expect.stringContaining('The URL Plivo signed differs from PHLOEM_PUBLIC_URL'),
      },
    })
  })
})

describe('a nonce', () => {
  const seqOf = async (callUUID: string) => (await phloem.store.calls.find(callUUID))?.seq

  it('that comes again with its request gets the same bytes, and moves nothing', async () => {
    const answer = signed('POST', '/plivo/answer', answerOf('again'))
    const first = await send(answer)
    const seq = await seqOf('again')
    const dial = new URL(attributesOf(first.body, 'Dial')?.action ?? '')
    const ended = signed('POST', dial.pathname, [
      ['CallUUID', 'again'],
      ['DialStatus', 'busy'],
    ])
    const second = await send(ended)
    const seqAfter = await seqOf('again')
    for (let repeat = 0; repeat < 50; repeat += 1) {
      expect((await send(answer)).body).toBe(first.body)
      expect((await send(ended)).body).toBe(second.body)
    }
    expect(seqAfter).toBeGreaterThan(seq ?? 0)
    expect(await seqOf('again')).toBe(seqAfter)
    const { webhooks } = (await phloem.api('GET', '/api/calls/again')).body
    expect(webhooks.filter(({ isDuplicate }: { isDuplicate: boolean }) => !isDuplicate)).toHaveLength(2)
    expect(webhooks.length).toBeLessThanOrEqual(2 + 2 * 10)
  })

  it.each(['/plivo/ring', '/plivo/fallback', '/plivo/calls/rung/1/forward/confirm'])(
    'that comes again at %s leaves one line and at most ten repetitions',
    async (path) => {
      await send(signed('POST', '/plivo/answer', answerOf('rung')))
      const request = signed('POST', path, answerOf('rung'))
      const first = await send(request)
      for (let repeat = 0; repeat < 30; repeat += 1) expect((await send(request)).body).toBe(first.body)
      await phloem.clock.advance(0)
      const { webhooks } = (await phloem.api('GET', '/api/calls/rung')).body
      const lines = webhooks.filter(({ url }: { url: string }) => url.startsWith(path))
      expect(lines.filter(({ isDuplicate }: { isDuplicate: boolean }) => !isDuplicate)).toHaveLength(1)
      expect(lines.length).toBeLessThanOrEqual(11)
    },
  )

  it('that comes again with another request is refused and counted, though that is signed', async () => {
    const nonce = newNonce()
    expect((await send(signed('POST', '/plivo/answer', answerOf('first'), { nonce }))).statusCode).toBe(200)
    const before = await callCount()
    for (const other of [
      signed('POST', '/plivo/answer', answerOf('second'), { nonce }),
      signed('POST', '/plivo/hangup', answerOf('first'), { nonce }),
      signed('GET', '/plivo/answer', answerOf('first'), { nonce }),
    ]) {
      const { statusCode, body } = await send(other)
      expect([statusCode, JSON.parse(body).error.code]).toEqual([403, 'signature_nonce_reused'])
    }
    expect(await callCount()).toBe(before)
    expect((await diagnosis()).refusals[0]).toMatchObject({ reason: 'nonce_reused' })
    const { body } = await phloem.inject({ url: '/metrics' })
    expect(body).toContain('phloem_webhooks_refused_total{reason="nonce_reused"} 3')
  })

  it('does not let a form through that was cut elsewhere and has the same signature', async () => {
    const good = signed('POST', '/plivo/hangup', [
      ['CallUUID', 'cut'],
      ['Event', 'Hangup'],
    ])
    await send(good)
    const cut = { ...good, body: 'CallUUID=cutEvent&Hangup=' }
    const glued = { ...good, body: 'CallUUID=cutEventHangup' }
    const before = await callCount()
    for (const { body } of [cut, glued]) expect((await send({ ...good, body })).statusCode).toBe(403)
    expect(await callCount()).toBe(before)
  })
})

describe('a webhook', () => {
  it.each([
    ['application/json', '{}'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', 'CallUUID=x'],
    ['application/x-www-form-urlencoded-not', 'CallUUID=x'],
    ['application/x-www-form-urlencoded, application/json', 'CallUUID=x'],
    ['text/xml', '<x/>'],
  ])('of type %s is refused with 415, signed or not', async (type, body) => {
    const good = signed('POST', '/plivo/answer', answerOf('typed'))
    for (const headers of [{ 'content-type': type }, { ...good.headers, 'content-type': type }]) {
      expect((await send({ ...good, body, headers })).statusCode).toBe(415)
    }
  })

  it.each([
    'application/x-www-form-urlencoded;charset=UTF-8',
    'Application/X-WWW-Form-Urlencoded ; charset="latin1"',
  ])('of type %s is a form', async (type) => {
    const good = signed('POST', '/plivo/answer', answerOf('typed'))
    expect((await send({ ...good, headers: { ...good.headers, 'content-type': type } })).statusCode).toBe(200)
  })

  it('of 64 KiB is read, and a larger one is refused with 413, as are 501 fields', async () => {
    const filled = (length: number) => {
      const params: Params = [...answerOf('large'), ['Z', '']]
      const { body } = signed('POST', '/plivo/answer', params)
      return signed('POST', '/plivo/answer', [...answerOf('large'), ['Z', 'z'.repeat(length - body.length)]])
    }
    expect((await send(filled(64 * 1024))).statusCode).toBe(200)
    expect((await send(filled(64 * 1024 + 1))).statusCode).toBe(413)
    const fields = (count: number): Params => Array.from({ length: count }, (_, index) => [`F${index}`, ''])
    const many = (count: number) =>
      signed('POST', '/plivo/ring', [['CallUUID', 'many'], ...fields(count - 1)])
    expect((await send(many(500))).statusCode).toBe(200)
    expect((await send(many(501))).statusCode).toBe(413)
  })

  it.each(['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)('by %s leads nowhere', async (method) => {
    const good = signed('POST', '/plivo/answer', answerOf('method'))
    const { statusCode } = await phloem.inject({ method, url: '/plivo/answer', headers: good.headers })
    expect(statusCode).toBe(404)
  })

  it('without a signature may come 20 times a minute from an address; signed ones always come through', async () => {
    const unsigned: Sent = {
      ...signed('POST', '/plivo/answer', answerOf('limit')),
      headers: { 'content-type': FORM_TYPE },
    }
    const from = '203.0.113.9'
    const statuses: number[] = []
    for (let index = 0; index < 30; index += 1) {
      statuses.push((await send(unsigned, from)).statusCode)
      expect((await send(signed('POST', '/plivo/answer', answerOf(`limit-${index}`)), from)).statusCode).toBe(
        200,
      )
    }
    expect(statuses).toEqual([...Array(20).fill(403), ...Array(10).fill(429)])
    expect((await send(unsigned, '203.0.113.10')).statusCode).toBe(403)
    await phloem.clock.advance(60_000)
    expect((await send(unsigned, from)).statusCode).toBe(403)
  })

  it('is answered without a failure, whatever it holds: 10,000 signed ones', async () => {
    const seed = Number(process.env.CHAOS_SEED ?? 20_260_105)
    const { sent, statuses, failures, badDocuments } = await fuzzWebhooks(10_000, seed)
    expect({ sent, failures, badDocuments }).toEqual({
      sent: 10_000,
      failures: { count: 0, first: null },
      badDocuments: { count: 0, first: null },
    })
    expect(statuses[403]).toBeUndefined()
    expect(statuses[200]).toBeGreaterThan(3000)
  }, 180_000)
})
