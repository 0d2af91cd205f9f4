import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'
import { until } from '../harness/until.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let reports: ReportServer
let page: Page
let callUUID = ''

beforeAll(async () => {
  reports = await startReportServer()
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
  await phloem.api('POST', '/api/flows', guideFlow(reports.url))
  await phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
  for (const outcome of ['busy', 'no_answer', 'completed']) {
    const { body } = await phloem.api('POST', '/api/simulator/calls', {
      from: '+14155550100',
      to: '+12025550199',
      legs: [{ outcome }],
      speed: 1000,
    })
    callUUID = body.callUUID
    await reports.of(callUUID)
  }
  await until('the end of the call', async () => {
    const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
    return body.status === 'ended' ? body : null
  })
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const pages = [
  { name: 'flows', path: () => '/flows', shows: 'Dial status report' },
  { name: 'canvas', path: () => '/flows/guide', shows: 'Call_Forward_1' },
  { name: 'numbers', path: () => '/numbers', shows: '+12025550199' },
  { name: 'calls', path: () => '/calls', shows: '+14155550100' },
  { name: 'call', path: () => `/calls/${callUUID}`, shows: 'Completed' },
  { name: 'deliveries', path: () => '/deliveries', shows: '/dial-status' },
  { name: 'destinations', path: () => '/deliveries?tab=destinations', shows: 'http://127.0.0.1' },
]

describe('on a narrow window', () => {
  beforeAll(() => page.setViewportSize({ width: 390, height: 844 }))
  afterAll(() => page.setViewportSize({ width: 1440, height: 900 }))

  it.each(pages)('$name needs no sideways scrolling', async ({ name, path, shows }) => {
    await page.goto(`${phloem.url}${path()}`)
    await page.getByText(shows).first().waitFor()
    await picture(page, `page-${name}-narrow`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
  })
})
