import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { AUTH, answerParams, ask, hangupParams } from './harness/outside-carrier.ts'
import { startReportServer } from './harness/report-server.ts'
import { guideFlow, startPhloem } from './harness/running-phloem.ts'
import { until } from './harness/until.ts'

it("delivers a report after a kill -9 between the dial's end and the report", async () => {
  await using stopped = await startReportServer()
  const { url } = stopped
  // Nobody listens there until Phloem is up again: the report can only come from what was stored.
  await stopped.close()

  await using phloem = await startPhloem()
  await phloem.api('POST', '/api/flows', guideFlow(url))
  await phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
  const { body } = await phloem.api('POST', '/api/simulator/calls', {
    from: '+14155550100',
    to: '+12025550199',
    legs: [{ outcome: 'busy' }],
    speed: 1000,
  })
  await until('the report to be owed', async () => {
    const { body } = await phloem.api('GET', '/api/deliveries?state=pending')
    return body.deliveries[0]
  })
  await phloem.kill()

  await using reports = await startReportServer(undefined, Number(new URL(url).port))
  await using again = await phloem.restart()
  const [report] = await reports.atLeast(1)
  expect(Object.fromEntries(report?.pairs ?? [])).toMatchObject({
    DialStatus: 'busy',
    DialALegUUID: body.callUUID,
  })

  const delivered = await until('the delivery', async () => {
    const { body } = await again.api('GET', '/api/deliveries?state=delivered')
    return body.deliveries[0]
  })
  expect(report?.headers['webhook-id']).toBe(delivered.id)
})

it('concludes and reports an outcome after a kill -9 between the hang-up and its grace', async () => {
  await using reports = await startReportServer()
  await using phloem = await startPhloem({ env: AUTH })
  await phloem.api('POST', '/api/flows', guideFlow(reports.url))
  await phloem.api('PUT', '/api/numbers/+12025550177', { flowId: 'guide' })
  const callUUID = randomUUID()
  await ask(`${phloem.url}/plivo/answer`, answerParams(callUUID))
  await ask(
    `${phloem.url}/plivo/hangup`,
    hangupParams(callUUID, { CallStatus: 'cancel', HangupCause: 'ORIGINATOR_CANCEL' }),
  )
  await phloem.kill()

  await using again = await phloem.restart()
  const report = await reports.of(callUUID)
  expect(Object.fromEntries(report.pairs)).toMatchObject({
    DialStatus: 'cancel',
    DialHangupCause: 'ORIGINATOR_CANCEL',
  })
  const { body } = await again.api('GET', `/api/calls/${callUUID}`)
  expect(body).toMatchObject({ status: 'ended', state: 'no_answer', dialStatus: 'cancel' })
})

it('answers a callback that comes again after a kill -9 with the bytes from before', async () => {
  await using phloem = await startPhloem({ env: AUTH })
  await phloem.api('POST', '/api/flows', guideFlow('http://127.0.0.1:9/'))
  await phloem.api('PUT', '/api/numbers/+12025550177', { flowId: 'guide' })
  const callUUID = randomUUID()
  const before = await ask(`${phloem.url}/plivo/answer`, answerParams(callUUID))
  await phloem.kill()
  await using again = await phloem.restart()
  const after = await ask(`${again.url}/plivo/answer`, answerParams(callUUID))
  expect(after.body).toBe(before.body)
  expect((await again.api('GET', `/api/calls/${callUUID}`)).body.events).toHaveLength(1)
})
