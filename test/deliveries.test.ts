import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const NUMBER = '+12025550199'

let phloem: RunningPhloem
let reports: ReportServer
let status = 200

beforeAll(async () => {
  reports = await startReportServer((response) => {
    response.statusCode = status
    response.end('noted')
  })
  phloem = await startPhloem()
  await phloem.api('POST', '/api/flows', guideFlow(reports.url))
  await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const origin = () => new URL(reports.url).origin

async function reportOfACall() {
  const { body } = await phloem.api('POST', '/api/simulator/calls', {
    from: '+14155550100',
    to: NUMBER,
    legs: [{ outcome: 'busy' }],
    speed: 1000,
  })
  return until('the attempt', async () => {
    const { deliveries } = (await phloem.api('GET', `/api/deliveries?callUUID=${body.callUUID}`)).body
    return deliveries[0]?.attempts.length > 0 ? deliveries[0] : null
  })
}

const destination = async () =>
  (await phloem.api('GET', '/api/destinations')).body.destinations.find(
    (each: { origin: string }) => each.origin === origin(),
  )

async function secrets(): Promise<string[]> {
  return (await phloem.api('GET', `/api/destinations/secret?origin=${encodeURIComponent(origin())}`)).body
    .secrets
}

describe('a destination', () => {
  it('is known, with a secret, as soon as a flow that names it is published', async () => {
    expect(await destination()).toMatchObject({
      state: 'ok',
      breaker: { state: 'closed', nextProbeAt: null },
      owed: { count: 0, oldestAt: null },
      dead: 0,
      gone: [],
    })
    expect(await secrets()).toEqual([expect.stringMatching(/^whsec_/)])
    expect(JSON.stringify(await destination())).not.toContain('whsec_')
  })

  it('gets reports that the reference library finds genuine', async () => {
    const { id } = await reportOfACall()
    const report = reports.received.find(({ headers }) => headers['webhook-id'] === id)
    const [secret = ''] = await secrets()
    const signed = report?.headers as Record<string, string>
    // The library verifies first and then reads JSON, which a form is not.
    expect(() => new Webhook(secret).verify(report?.body ?? '', signed)).toThrow(SyntaxError)
    expect(() => new Webhook(secret).verify(`${report?.body}x`, signed)).toThrow('No matching signature')
    expect(report?.headers['idempotency-key']).toBe(id)
  })

  it('gets a second secret that signs beside the first', async () => {
    const body = { origin: origin() }
    expect((await phloem.api('POST', '/api/destinations/rotate-secret', body)).status).toBe(204)
    expect(await secrets()).toHaveLength(2)
    const { id } = await reportOfACall()
    const report = reports.received.find(({ headers }) => headers['webhook-id'] === id)
    expect(String(report?.headers['webhook-signature']).split(' ')).toHaveLength(2)
  })

  it.each([
    ['GET', '/api/destinations/secret?origin=https://unknown.example', undefined],
    ['POST', '/api/destinations/rotate-secret', { origin: 'https://unknown.example' }],
    ['POST', '/api/destinations/enable', { origin: 'https://unknown.example' }],
    [
      'POST',
      '/api/destinations/reopen',
      { origin: 'https://unknown.example', url: 'https://unknown.example/' },
    ],
  ])('that is unknown is named by %s %s', async (method, path, body) => {
    const answer = await phloem.api(method, path, body)
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('unknown.example') } },
    })
  })
})

describe('reports that are given up', () => {
  it('are counted, and sent again one by one or all that match, under their old ids', async () => {
    status = 422
    const dead = [await reportOfACall(), await reportOfACall(), await reportOfACall()]
    expect(dead.map(({ state }) => state)).toEqual(['dead', 'dead', 'dead'])
    expect(await destination()).toMatchObject({ dead: 3, state: 'ok' })
    status = 200
    const [first, ...others] = dead
    expect((await phloem.api('POST', `/api/deliveries/${first.id}/replay`)).status).toBe(202)
    const replay = (body: object) => phloem.api('POST', '/api/deliveries/replay', body)
    expect((await replay({ destination: 'https://other.example' })).body).toEqual({ replayed: 0 })
    expect((await replay({ destination: origin(), from: others[0].createdAt })).body).toEqual({ replayed: 2 })
    await until('all of them', async () => ((await destination()).owed.count === 0 ? true : null))
    for (const { id } of dead) {
      const times = reports.received.filter(({ headers }) => headers['webhook-id'] === id)
      expect(times).toHaveLength(2)
    }
    expect(await destination()).toMatchObject({ dead: 0 })
  })

  it('are found by when they were created and where they go', async () => {
    const list = async (query: string) =>
      (await phloem.api('GET', `/api/deliveries?${query}`)).body.deliveries
    const all = await list(`destination=${encodeURIComponent(origin())}`)
    expect(all.length).toBeGreaterThan(3)
    expect(await list('destination=https://other.example')).toEqual([])
    expect(await list(`from=${all[1].createdAt}`)).toHaveLength(2)
    expect(await list('to=2020-01-01T00:00:00Z')).toEqual([])
  })

  it.each([
    ['GET', '/api/deliveries?from=yesterday', undefined, /^from: "yesterday"/],
    ['GET', '/api/deliveries?nodeid=1', undefined, /"nodeid"/],
    ['POST', '/api/deliveries/replay', { state: 'dead' }, /"state"/],
    ['POST', '/api/deliveries/replay', { ids: ['a'], flowId: 'guide' }, /either ids or/],
  ])('are not guessed at: %s %s names what is wrong', async (method, path, body, message) => {
    expect(await phloem.api(method, path, body)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringMatching(message) } },
    })
  })
})

describe('a URL that answers 410', () => {
  it('gets nothing more until it is opened again', async () => {
    status = 410
    expect(await reportOfACall()).toMatchObject({ state: 'dead', attempts: [{ status: 410 }] })
    status = 200
    const count = reports.received.length
    const unsent = await reportOfACall()
    expect(unsent).toMatchObject({
      state: 'dead',
      attempts: [{ status: null, error: expect.stringMatching(/^not sent: .* 410 Gone/) }],
    })
    expect(reports.received).toHaveLength(count)
    const { gone } = await destination()
    expect(gone).toMatchObject([{ url: reports.url }])

    const opened = await phloem.api('POST', '/api/destinations/reopen', {
      origin: origin(),
      url: reports.url,
    })
    expect(opened.status).toBe(204)
    await phloem.api('POST', `/api/deliveries/${unsent.id}/replay`)
    await until('the report', async () => reports.received[count])
    expect((await destination()).gone).toEqual([])
  })
})
