import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

let phloem: RunningPhloem

beforeAll(async () => {
  phloem = await startPhloem({ flows: 'committed' })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
})

describe('the service', () => {
  it('answers liveness, readiness and metrics to anybody', async () => {
    const bare = (path: string) => fetch(`${phloem.url}${path}`)
    expect((await bare('/healthz')).status).toBe(200)
    expect((await bare('/readyz')).status).toBe(200)
    const metrics = await (await bare('/metrics')).text()
    expect(metrics).toContain('phloem_reports_owed 0')
    expect(metrics).toContain('process_cpu')
  })

  it.each([
    ['GET', '/api/status'],
    ['GET', '/api/flows'],
    ['POST', '/api/flows'],
    ['GET', '/api/schema'],
    ['PUT', '/api/numbers/+12025550199'],
    ['GET', '/api/calls'],
    ['GET', '/api/deliveries'],
    ['POST', '/api/simulator/calls'],
    ['GET', '/api/events'],
  ])('lets nobody use %s %s without a login', async (method, path) => {
    const response = await fetch(`${phloem.url}${path}`, { method })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ error: { code: 'not_logged_in' } })
  })

  it('logs a browser in with the printed link, once, and out', async () => {
    const token = phloem.loginLink.split('token=')[1]
    const logIn = () =>
      fetch(`${phloem.url}/api/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
    const answer = await logIn()
    expect(answer.status).toBe(204)
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^phloem_session=[\w-]+; .*HttpOnly; SameSite=Lax/)
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    expect((await fetch(`${phloem.url}/api/flows`, { headers })).status).toBe(200)
    expect((await logIn()).status).toBe(401)
    await fetch(`${phloem.url}/api/logout`, { method: 'POST', headers })
    expect((await fetch(`${phloem.url}/api/flows`, { headers })).status).toBe(401)
  })

  it('answers what does not exist, and what is asked wrongly, in one shape', async () => {
    expect((await phloem.api('GET', '/api/flows/none')).body.error).toMatchObject({ code: 'not_found' })
    expect((await phloem.api('GET', '/api/nothing')).body.error).toMatchObject({ code: 'not_found' })
    const wrong = await phloem.api('PUT', '/api/numbers/+12025550199', { flow: 'x' })
    expect(wrong).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_request', message: expect.stringMatching(/flowId/) } },
    })
    const none = await phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'none' })
    expect(none).toMatchObject({ status: 404, body: { error: { code: 'flow_not_found' } } })
    const odd = await phloem.api('PUT', '/api/numbers/12', { flowId: null })
    expect(odd).toMatchObject({ status: 422, body: { error: { code: 'not_a_number' } } })
    expect((await phloem.api('GET', '/api/calls?limit=none')).status).toBe(400)
  })

  it('keeps a fallback number for a number, and takes none that leads nowhere', async () => {
    const path = '/api/numbers/+12025550188'
    const put = (fallbackNumber: unknown) => phloem.api('PUT', path, { flowId: null, fallbackNumber })
    expect((await put(' 1 (202) 555-0103')).body).toMatchObject({ fallbackNumber: '+12025550103' })
    expect((await phloem.api('PUT', path, { flowId: null })).body.fallbackNumber).toBe('+12025550103')
    expect((await put('sip:desk@example.com')).body.fallbackNumber).toBe('sip:desk@example.com')
    for (const wrong of ['12', '+12025550188', '+12025550199']) {
      const answer = await put(wrong)
      expect(answer.status).toBe(422)
      expect(answer.body.error.message).toMatch(/^fallbackNumber: /)
    }
    expect((await put(null)).body.fallbackNumber).toBeNull()
  })

  it('has rented numbers and the flows of the folder on a fresh machine', async () => {
    const { body } = await phloem.api('GET', '/api/numbers')
    expect(body.numbers.map(({ number }: { number: string }) => number)).toContain('+12025550199')
    const flows = await phloem.api('GET', '/api/flows')
    expect(flows.body.flows).toMatchObject([
      { id: 'dial-status-report', publishedVersion: 1, hasUnpublishedChanges: false },
    ])
  })

  it('tells of steps, calls and deliveries as they happen', async () => {
    await using reports = await startReportServer()
    await phloem.api('POST', '/api/flows', guideFlow(reports.url, 'watched'))
    await phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'watched' })
    const stop = new AbortController()
    const stream = await fetch(`${phloem.url}/api/events`, {
      headers: { authorization: 'Bearer a-token-for-tests' },
      signal: stop.signal,
    })
    let told = ''
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) told += Buffer.from(chunk).toString()
    })().catch(() => undefined)
    await phloem.api('POST', '/api/simulator/calls', {
      from: '+14155550100',
      to: '+12025550199',
      legs: [{ outcome: 'busy' }],
      speed: 1000,
    })
    await until('the delivered report and the end of the call to be told', async () =>
      /"state":"delivered"/.test(told) && /"status":"ended"/.test(told) ? true : null,
    )
    stop.abort()
    await reading
    expect(told).toMatch(/event: step\ndata: .*"type":"call_started"/)
    expect(told).toMatch(/event: call\ndata: .*"status":"ended"/)
  })

  it('simulates a draft without a carrier, with scripted outcomes', async () => {
    const { status, body } = await phloem.api('POST', '/api/flows/dial-status-report/simulate', {
      outcomes: { forward: [{ dial: 'busy' }] },
    })
    expect(status).toBe(200)
    expect(body.path).toEqual([
      { nodeId: 'start', exit: 'incoming_call', to: 'forward' },
      { nodeId: 'forward', exit: 'busy_rejected', to: 'report' },
    ])
    const request = body.steps.flatMap(({ effects }: { effects: unknown[] }) => effects).at(-2)
    expect(request).toMatchObject({ type: 'request', purpose: 'report' })
    expect((await phloem.api('GET', '/api/deliveries?flowId=dial-status-report')).body.deliveries).toEqual([])
  })

  it('sends requests of a simulation for real where it is told to, marked as such', async () => {
    await using reports = await startReportServer()
    await phloem.api('POST', '/api/flows', guideFlow(reports.url, 'really'))
    const { body } = await phloem.api('POST', '/api/flows/really/simulate', {
      outcomes: { forward: [{ dial: 'no_answer' }], report: [{ isReal: true }] },
    })
    expect(body.sent).toMatchObject([{ nodeId: 'report', method: 'POST', status: 200, error: null }])
    expect(body.outcomes.report).toEqual([{}])
    const [received, ...others] = reports.received
    expect(others).toEqual([])
    expect(received?.headers['phloem-simulation']).toBe('really')
  })

  it('keeps scenarios, and tells where the draft goes another way than they expect', async () => {
    const document = guideFlow('https://example.com/one', 'scenarios')
    await phloem.api('POST', '/api/flows', document)
    const script = { call: { from: '+14155550123' }, outcomes: { forward: [{ dial: 'busy' }] } }
    const kept = await phloem.api('PUT', '/api/flows/scenarios/scenarios/Line%20busy', script)
    expect(kept.body).toMatchObject({ name: 'Line busy', call: { from: '+14155550123' } })
    const real = await phloem.api('PUT', '/api/flows/scenarios/scenarios/Real', {
      outcomes: { report: [{ isReal: true }] },
    })
    expect(real).toMatchObject({ status: 422, body: { error: { code: 'real_request' } } })

    const good = await phloem.api('POST', '/api/flows/scenarios/scenarios/run')
    expect(good.body.results).toMatchObject([
      { name: 'Line busy', difference: null, path: [{ nodeId: 'start' }, { exit: 'busy_rejected' }] },
    ])
    await phloem.api('PUT', '/api/flows/scenarios', guideFlow('https://example.com/two', 'scenarios'))
    const bad = await phloem.api('POST', '/api/flows/scenarios/scenarios/run')
    expect(bad.body).toMatchObject({
      revision: 2,
      results: [
        {
          difference: {
            expected: {
              nodeId: 'report',
              did: 'requested',
              detail: expect.stringMatching(/^POST .*\/one\nDialStatus=busy\n/),
            },
            actual: { detail: expect.stringContaining('/two') },
          },
        },
      ],
    })
    expect((await phloem.api('DELETE', '/api/flows/scenarios/scenarios/Line%20busy')).status).toBe(204)
    expect((await phloem.api('GET', '/api/flows/scenarios/scenarios')).body).toEqual({ scenarios: [] })
  })

  it('keeps versions, and restores one as the draft', async () => {
    const document = guideFlow('https://example.com/one', 'versions')
    await phloem.api('POST', '/api/flows', document)
    await phloem.api('POST', '/api/flows/versions/publish', { note: 'one' })
    await phloem.api('PUT', '/api/flows/versions', guideFlow('https://example.com/two', 'versions'))
    await phloem.api('POST', '/api/flows/versions/publish', { note: 'two' })
    const { body } = await phloem.api('GET', '/api/flows/versions/versions')
    expect(body.versions).toMatchObject([
      { version: 2, note: 'two' },
      { version: 1, note: 'one' },
    ])
    expect((await phloem.api('GET', '/api/flows/versions/versions/1')).body.document).toEqual(document)
    const restored = await phloem.api('POST', '/api/flows/versions/versions/1/restore')
    expect(restored.body).toEqual(document)
    expect((await phloem.api('GET', '/api/flows/versions')).body).toEqual(document)
    expect((await phloem.api('GET', '/api/flows/versions/versions/9')).status).toBe(404)
  })

  it('refuses to remove a flow that a number has', async () => {
    const { status, body } = await phloem.api('DELETE', '/api/flows/watched')
    expect(status).toBe(409)
    expect(body.error.message).toContain('+12025550199')
    expect((await phloem.api('DELETE', '/api/flows/versions')).status).toBe(204)
  })

  it('finishes and keeps the attempt that is under way at SIGTERM', async () => {
    let respond: () => void = () => undefined
    await using reports = await startReportServer((response) => {
      respond = () => response.end('late but there')
    })
    await using first = await startPhloem()
    await first.api('POST', '/api/flows', guideFlow(reports.url))
    await first.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
    await first.api('POST', '/api/simulator/calls', {
      from: '+14155550100',
      to: '+12025550199',
      legs: ['busy'],
      speed: 1000,
    })
    await reports.atLeast(1)
    const stopped = first.stop()
    await until('the stop to begin', async () => (first.output().includes('"stopping"') ? true : null))
    respond()
    await stopped
    expect(first.output()).not.toMatch(/"level":[56]0/)
    await using second = await first.restart()
    const { body } = await second.api('GET', '/api/deliveries')
    expect(body.deliveries).toMatchObject([
      { state: 'delivered', attempts: [{ status: 200, responseBody: 'late but there' }] },
    ])
    expect(reports.received).toHaveLength(1)
  })

  it('stops on SIGTERM with what was accepted on disk, and goes on from there', async () => {
    await using reports = await startReportServer()
    await using first = await startPhloem()
    await first.api('POST', '/api/flows', guideFlow(reports.url))
    await first.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
    await first.stop()
    await using second = await first.restart()
    const { body } = await second.api('GET', '/api/numbers')
    expect(body.numbers).toContainEqual(expect.objectContaining({ number: '+12025550199', flowId: 'guide' }))
    expect((await second.api('GET', `/api/calls/${randomUUID()}`)).status).toBe(404)
  })
})
