import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ADMIN_TOKEN,
  answerParams,
  NUMBER,
  type PhloemInProcess,
  reportingFlow,
  startInProcess,
} from '../apps/runtime/src/testing/phloem-in-process.ts'
import { seededRandom } from './harness/call-load.ts'
import { hostileBytes } from './harness/hostile-bytes.ts'
import { hostileRequest } from './harness/hostile-requests.ts'
import { ODD_TEXTS } from './harness/odd-texts.ts'
import { startPhloem } from './harness/running-phloem.ts'

const PER_ROUTE = 120
/** Its answer never ends, so `what goes over the wire` asks it. */
const ENDLESS = '/api/events'
/** Of raw bytes, each on a connection of its own. */
const CONNECTIONS = 1500

let phloem: PhloemInProcess
beforeAll(async () => {
  phloem = await startInProcess(reportingFlow(), { withSimulator: true })
  await phloem.ask('/plivo/answer', answerParams('known-call'))
})
afterAll(() => phloem.stop())

describe('the API', () => {
  it('answers whatever it is asked by somebody who may, without a failure', async () => {
    const seed = Number(process.env.CHAOS_SEED ?? 20_260_105)
    const dice = seededRandom(seed)
    const routes = phloem.routes
      .filter(({ url }) => url.startsWith('/api/') && url !== ENDLESS)
      .map(({ method, url }) => `${method} ${url}`)
    expect(routes.length).toBeGreaterThan(40)
    const failures: string[] = []
    const answered = new Map<string, number>()
    for (let round = 0; round < PER_ROUTE; round += 1) {
      for (const route of routes) {
        const request = hostileRequest(dice, route)
        const { statusCode, body } = await phloem.inject({
          ...request,
          headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...request.headers },
        })
        const outcome = `${route} ${statusCode}`
        answered.set(outcome, (answered.get(outcome) ?? 0) + 1)
        if (statusCode >= 500) {
          failures.push(
            `seed ${seed}: ${route} ${JSON.stringify(request).slice(0, 1500)}: ${statusCode} ${body}`,
          )
        }
        if (statusCode >= 400 && route.startsWith('HEAD ') === false) {
          const { error } = JSON.parse(body)
          if (typeof error.code !== 'string' || typeof error.message !== 'string')
            failures.push(`${route}: ${body}`)
        }
      }
      // What was deleted comes back, and reports go out.
      await phloem.api('POST', '/api/flows', reportingFlow())
      await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
      await phloem.clock.advance(100)
    }
    expect(failures.slice(0, 5)).toEqual([])
    const succeeded = new Set(
      [...answered.keys()]
        .filter((outcome) => / 2\d\d$/.test(outcome))
        .map((outcome) => outcome.slice(0, -4)),
    )
    expect(succeeded.size).toBeGreaterThan(routes.length / 2)
    expect((await phloem.api('GET', '/api/status')).status).toBe(200)
  }, 180_000)

  it('takes paths and headers that nobody would write', async () => {
    const failures: string[] = []
    for (const text of ODD_TEXTS) {
      const encoded = encodeURIComponent(text.toWellFormed()).slice(0, 8000)
      for (const url of [
        `/api/flows/${encoded}`,
        `/api/${encoded}`,
        `/${encoded}`,
        `/api/calls?cursor=${encoded}&q=${encoded}`,
        `/api/deliveries?cursor=${encoded}`,
        `/api/calls/${encoded}`,
        `/api/flows/guide/edge-counts?from=${encoded}&to=${encoded}`,
        `/api/flows/guide/versions/${encoded}`,
        `/api/destinations/secret?origin=${encoded}`,
      ]) {
        for (const headers of [
          { 'if-match': encoded, accept: encoded, 'content-type': encoded },
          { authorization: `Bearer ${encoded}` },
          { authorization: encoded, cookie: `phloem_session=${encoded}` },
        ]) {
          const { statusCode } = await phloem.inject({
            method: 'GET',
            url,
            headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
          })
          if (statusCode >= 500) failures.push(`${url} ${JSON.stringify(headers)}: ${statusCode}`)
        }
      }
    }
    expect(failures).toEqual([])
  })

  it('lives through whatever goes over the wire', async () => {
    await using running = await startPhloem()
    const { hostname, port } = new URL(running.url)
    const slow = dripHeaders(hostname, Number(port))
    const seed = Number(process.env.CHAOS_SEED ?? 20_260_105)
    const dice = seededRandom(seed)
    const failures: string[] = []
    let answers = 0
    const ask = async () => {
      const bytes = hostileBytes(dice)
      const socket = connect({ host: hostname, port: Number(port) })
      let answer = ''
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1')
        // An answer that goes on for ever, such as that of /api/events, has told enough.
        if (answer.includes('\r\n\r\n')) socket.destroy()
      })
      // What is not whole would be waited for, as long as its sender is there.
      socket.setTimeout(150, () => socket.destroy())
      socket.write(bytes)
      await closed(socket)
      if (answer !== '') answers += 1
      if (/^HTTP\/1\.1 5/.test(answer))
        failures.push(`seed ${seed}: ${JSON.stringify(bytes.toString('latin1')).slice(0, 500)}: ${answer}`)
    }
    for (let sent = 0; sent < CONNECTIONS; sent += 50) await Promise.all(Array.from({ length: 50 }, ask))
    expect(failures.slice(0, 5)).toEqual([])
    expect(answers).toBeGreaterThan(CONNECTIONS / 2)
    expect((await running.api('GET', '/api/status')).status).toBe(200)
    expect(running.output()).not.toMatch(/"level":(50|60)/)
    // One that never comes to an end is let go.
    expect(await slow).toBeLessThan(15_000)
  }, 120_000)
})

/** Sends a request a few bytes a second; resolves with the milliseconds after which it is cut off. */
async function dripHeaders(host: string, port: number): Promise<number> {
  const began = performance.now()
  const socket = connect({ host, port })
  socket.write('POST /plivo/answer HTTP/1.1\r\nHost: localhost\r\n')
  const drip = setInterval(() => socket.write('X-A: b\r\n'), 500)
  socket.resume()
  await closed(socket)
  clearInterval(drip)
  return performance.now() - began
}

/** However it ends: who sends nonsense may be cut off. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
  })
