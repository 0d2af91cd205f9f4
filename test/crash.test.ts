import { expect, it } from 'vitest'
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
