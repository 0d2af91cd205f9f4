import { describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResult } from './http-client.ts'
import { createWebhookSender, type WebhookAttempt } from './webhook.ts'

const ok: HttpResult = { status: 200, contentType: 'text/xml', body: '<Response/>', isTooLong: false }
const error: HttpResult = { ...ok, status: 503 }
const slow: HttpResult = { failure: 'rt', message: 'too slow' }

/** Sends one webhook to a server that gives these results in turn. */
async function send(url: string, results: HttpResult[], speed = Number.POSITIVE_INFINITY) {
  const requests: HttpRequest[] = []
  const attempts: WebhookAttempt[] = []
  const http = {
    attempt: async (request: HttpRequest) => results[requests.push(request) - 1] ?? ok,
    close: async () => {},
  }
  const sender = createWebhookSender({
    http,
    authToken: 'token',
    speed,
    shortestTimeoutMs: 1000,
    reroute: (address) => address,
    signal: new AbortController().signal,
    onAttempt: (attempt) => attempts.push(attempt),
  })
  const params = { To: '12025550199', CallUUID: 'u 1', run: 'ours' }
  const result = await sender({
    purpose: 'answer',
    method: url.startsWith('GET') ? 'GET' : 'POST',
    url: url.slice(url.indexOf('http')),
    params,
  })
  return { requests, attempts, result }
}

describe('createWebhookSender', () => {
  it.each([
    { fragment: '', results: [slow, slow, slow], attempts: 2 },
    { fragment: '', results: [error], attempts: 1 },
    { fragment: '#rc=0', results: [slow], attempts: 1 },
    { fragment: '#rc=2&rp=5xx,ct,rt', results: [error, slow, ok], attempts: 3 },
    { fragment: '#rc=2&rp=5xx,ct,rt', results: [error, ok], attempts: 2 },
    { fragment: '#rc=5&rp=5xx', results: [error, slow, ok], attempts: 2 },
    { fragment: '#rc=5&rp=all', results: [{ failure: 'partial', message: 'cut' } as const], attempts: 1 },
  ])(
    'with $fragment makes $attempts attempts at $results.length results',
    async ({ fragment, results, attempts }) => {
      const sent = await send(`https://flows.example.com/answer${fragment}`, results)
      expect(sent.attempts.map(({ attempt }) => attempt)).toEqual(
        Array.from({ length: attempts }, (_, n) => n + 1),
      )
      expect(sent.result).toEqual(results[attempts - 1])
    },
  )

  it('signs every attempt anew', async () => {
    const { requests } = await send('https://flows.example.com/answer', [slow, ok])
    const nonces = requests.map(({ headers }) => headers['x-plivo-signature-v3-nonce'])
    expect(new Set(nonces).size).toBe(2)
  })

  it('posts a form in ASCII order and leaves the query of the URL alone', async () => {
    const { requests } = await send('https://flows.example.com/answer?b=2&a=1#rc=2', [ok])
    expect(String(requests[0]?.url)).toBe('https://flows.example.com/answer?b=2&a=1')
    expect(requests[0]?.body).toBe('CallUUID=u+1&To=12025550199&run=ours')
  })

  it('sorts its parameters into the query of a GET', async () => {
    const { requests } = await send('GET https://flows.example.com/answer?b=2&a=1#rc=2', [ok])
    expect(String(requests[0]?.url)).toBe(
      'https://flows.example.com/answer?CallUUID=u+1&To=12025550199&a=1&b=2&run=ours',
    )
    expect(requests[0]?.body).toBeNull()
  })

  it.each([
    { speed: 1, connectTimeoutMs: 2000, readTimeoutMs: 5000 },
    { speed: 2, connectTimeoutMs: 1000, readTimeoutMs: 2500 },
    { speed: Number.POSITIVE_INFINITY, connectTimeoutMs: 1000, readTimeoutMs: 1000 },
  ])('shortens timeouts at speed $speed, down to a second', async ({ speed, ...timeouts }) => {
    const { requests } = await send('https://flows.example.com/answer#ct=2000&rt=5000', [ok], speed)
    expect(requests[0]).toMatchObject(timeouts)
  })

  it('never lengthens a timeout that is shorter than that', async () => {
    const { requests } = await send('https://flows.example.com/answer#ct=100&rt=200', [ok])
    expect(requests[0]).toMatchObject({ connectTimeoutMs: 100, readTimeoutMs: 200 })
  })

  it('gives up when the attempts take longer than tt in all', async () => {
    const attempts: WebhookAttempt[] = []
    const sender = createWebhookSender({
      http: {
        attempt: ({ signal }) =>
          new Promise((resolve) => signal.addEventListener('abort', () => resolve(slow), { once: true })),
        close: async () => {},
      },
      authToken: 'token',
      speed: 1,
      shortestTimeoutMs: 1000,
      reroute: (address) => address,
      signal: new AbortController().signal,
      onAttempt: (attempt) => attempts.push(attempt),
    })
    const url = 'https://flows.example.com/answer#tt=100&rc=5'
    expect(await sender({ purpose: 'answer', method: 'POST', url, params: {} })).toEqual(slow)
    expect(attempts).toHaveLength(1)
  })
})
