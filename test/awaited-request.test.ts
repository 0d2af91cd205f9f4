import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AUTH, answerParams, ask, hangupParams } from './harness/outside-carrier.ts'
import { startReportServer } from './harness/report-server.ts'
import { type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

let phloem: RunningPhloem

beforeAll(async () => {
  phloem = await startPhloem({ env: AUTH })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
})

/** Asks a web server whom to dial; a refusal goes to a fixed desk. */
const routingFlow = (url: string, id: string) => ({
  phloem: 1,
  id,
  name: 'Routing',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    {
      id: 'route',
      type: 'http_request',
      name: 'Route',
      config: {
        method: 'GET',
        url,
        pairs: [{ key: 'caller', value: '{{Start.call.from}}' }],
        timeoutSeconds: 4,
      },
    },
    {
      id: 'agent',
      type: 'call_forward',
      name: 'Agent',
      config: { from: '{{Start.call.from}}', to: ['{{Route.response.agent}}'] },
    },
    {
      id: 'desk',
      type: 'call_forward',
      name: 'Desk',
      config: { from: '{{Start.call.from}}', to: ['+12025550103'] },
    },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'route' },
    { from: 'route', exit: 'success', to: 'agent' },
    { from: 'route', exit: 'failed', to: 'desk' },
  ],
})

async function assign(url: string, id: string, number: string) {
  expect((await phloem.api('POST', '/api/flows', routingFlow(url, id))).status).toBe(201)
  expect((await phloem.api('PUT', `/api/numbers/${number}`, { flowId: id })).status).toBe(200)
}

const json = (value: unknown) => JSON.stringify(value)

describe('a flow that waits for the answer of a request', () => {
  it('goes on with it in the same answer when it comes at once', async () => {
    await using server = await startReportServer((response) => {
      response.setHeader('content-type', 'application/json')
      response.end(json({ agent: '+12025550101' }))
    })
    await assign(server.url, 'quick', '+12025550141')
    const answer = await ask(`${phloem.url}/plivo/answer`, answerParams(randomUUID(), { To: '12025550141' }))
    expect(answer.body).toContain('<Number>+12025550101</Number>')
    expect(server.received[0]?.path).toBe('/dial-status?caller=%2B14155550100')
  })

  it('takes failed, and its words, when the server refuses', async () => {
    await using server = await startReportServer((response) => {
      response.writeHead(404)
      response.end()
    })
    await assign(server.url, 'refused', '+12025550142')
    const answer = await ask(`${phloem.url}/plivo/answer`, answerParams(randomUUID(), { To: '12025550142' }))
    expect(answer.body).toContain('<Number>+12025550103</Number>')
  })

  it('holds the caller while the server is slow, and asks it once', async () => {
    let respond: () => void = () => undefined
    await using server = await startReportServer((response) => {
      response.setHeader('content-type', 'application/json')
      respond = () => response.end(json({ agent: '+12025550102' }))
    })
    await assign(server.url, 'slow', '+12025550143')
    const callUUID = randomUUID()
    const params = answerParams(callUUID, { To: '12025550143' })
    const [held, again] = await Promise.all([
      ask(`${phloem.url}/plivo/answer`, params),
      ask(`${phloem.url}/plivo/answer`, params),
    ])
    const next = /<Wait [^>]*\/><Redirect method="POST">([^<]+)<\/Redirect>/
      .exec(held.body)?.[1]
      ?.replaceAll('&amp;', '&')
    expect(next).toMatch(new RegExp(`/plivo/calls/${callUUID}/1/route/continue\\?n=1#`))
    expect(again.body).toBe(held.body)

    respond()
    await until('the answer to be stored', async () => {
      const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
      return body.events.length > 1 ? body : null
    })
    const answer = await ask(next ?? '', params)
    expect(answer.body).toContain('<Number>+12025550102</Number>')
    expect((await ask(next ?? '', params)).body).toBe(answer.body)
    expect(server.received).toHaveLength(1)
  })

  it('takes failed after a restart in the middle, without asking twice', async () => {
    await using server = await startReportServer(() => undefined)
    await using first = await startPhloem({ env: AUTH })
    await first.api('POST', '/api/flows', routingFlow(server.url, 'restarted'))
    await first.api('PUT', '/api/numbers/+12025550144', { flowId: 'restarted' })
    const callUUID = randomUUID()
    const params = answerParams(callUUID, { To: '12025550144' })
    const held = await ask(`${first.url}/plivo/answer`, params)
    const next = /<Redirect[^>]*>([^<]+)</.exec(held.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
    await first.kill()

    await using second = await first.restart()
    const answer = await ask(next, params)
    expect(answer.body).toContain('<Number>+12025550103</Number>')
    expect(server.received).toHaveLength(1)
    const { body } = await second.api('GET', `/api/calls/${callUUID}`)
    expect(JSON.stringify(body.events)).toContain('restarted while it waited')
    expect((await ask(`${second.url}/plivo/hangup`, hangupParams(callUUID))).status).toBe(200)
  })
})
