import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReportServer, startReportServer } from './harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

const NUMBER = '+12025550199'
const FIVE = ['DialStatus', 'DialRingStatus', 'DialHangupCause', 'DialALegUUID', 'DialBLegUUID']

let phloem: RunningPhloem
let reports: ReportServer

beforeAll(async () => {
  reports = await startReportServer()
  phloem = await startPhloem()
  expect((await phloem.api('POST', '/api/flows', guideFlow(reports.url))).status).toBe(201)
  const assigned = await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
  expect(assigned.body).toMatchObject({ number: NUMBER, flowId: 'guide', publishedVersion: 1 })
})
afterAll(async () => {
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

describe("the guide's flow, called through the simulator", () => {
  it.each([
    { outcome: 'completed', state: 'completed', DialStatus: 'completed', DialRingStatus: 'true' },
    { outcome: 'no-answer', state: 'no_answer', DialStatus: 'no-answer', DialRingStatus: 'true' },
    { outcome: 'busy', state: 'busy_rejected', DialStatus: 'busy', DialHangupCause: 'USER_BUSY' },
    { outcome: 'rejected', state: 'busy_rejected', DialHangupCause: 'CALL_REJECTED' },
    { outcome: 'failed', state: 'failed', DialStatus: 'failed' },
    { outcome: 'timeout', state: 'failed', DialStatus: 'timeout', DialRingStatus: 'false' },
    { outcome: 'cancel', state: 'no_answer', DialStatus: 'cancel' },
  ])('reports $outcome with exactly the five pairs', async ({ outcome, state, ...fields }) => {
    const placed = await phloem.api('POST', '/api/simulator/calls', {
      from: '+14155550100',
      to: NUMBER,
      legs: [{ outcome }],
      speed: 1000,
    })
    expect(placed.status).toBe(201)
    const { callUUID } = placed.body
    const report = await reports.of(callUUID)

    expect(report.pairs.map(([key]) => key)).toEqual(FIVE)
    const pairs = Object.fromEntries(report.pairs)
    expect(pairs).toMatchObject({ ...fields, DialALegUUID: callUUID })
    expect(pairs.DialBLegUUID === '').toBe(state !== 'completed')

    const call = await until('the end of the call', async () => {
      const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
      return body.status === 'ended' && body.deliveries[0]?.state === 'delivered' ? body : null
    })
    expect(call).toMatchObject({
      from: '+14155550100',
      to: NUMBER,
      flowId: 'guide',
      version: 1,
      state,
      problem: null,
    })
    expect(reports.received.filter(({ body }) => body.includes(callUUID))).toHaveLength(1)
  })

  it('lists all of these calls, newest first', async () => {
    const { body } = await phloem.api('GET', '/api/calls?flowId=guide')
    expect(body.calls).toHaveLength(7)
    expect(body.calls[0]).toMatchObject({
      state: 'no_answer',
      dialStatus: 'cancel',
      flowName: 'Dial status report',
    })
    const busy = await phloem.api('GET', '/api/calls?state=busy_rejected')
    expect(busy.body.calls).toHaveLength(2)
  })
})
