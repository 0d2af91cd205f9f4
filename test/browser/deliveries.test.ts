import type { ServerResponse } from 'node:http'
import type { Page } from 'playwright-core'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

const NUMBER = '+12025550199'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let reports: ReportServer
let page: Page
/** What the receiver does from now on. */
let receiver: (response: ServerResponse) => void

const answering = (status: number) => (response: ServerResponse) => {
  response.statusCode = status
  response.end()
}
const hanging = () => undefined

beforeAll(async () => {
  reports = await startReportServer((response) => receiver(response))
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
  await phloem.api('POST', '/api/flows', guideFlow(reports.url))
  await phloem.api('PUT', `/api/numbers/${NUMBER}`, { flowId: 'guide' })
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

async function call(outcome: 'busy' | 'no_answer' | 'completed'): Promise<string> {
  const { body } = await phloem.api('POST', '/api/simulator/calls', {
    from: '+14155550100',
    to: NUMBER,
    legs: [{ outcome }],
    speed: 1000,
  })
  return body.callUUID
}

const owed = () => page.getByRole('status').filter({ hasText: 'owed right now' })
const entries = (state: string) =>
  page.getByRole('main').getByRole('listitem').filter({ hasText: state }).filter({ hasText: 'POST' })
const idOf = (callUUID: string) => async () =>
  reports.received
    .filter(({ pairs }) => pairs.some(([, value]) => value === callUUID))
    .map(({ headers }) => headers['webhook-id'])

describe('a receiver that refuses', () => {
  const calls: string[] = []

  it('is seen on the front page, without a reload', async () => {
    receiver = answering(404)
    calls.push(await call('busy'), await call('no_answer'))
    await owed().getByText('2 reports given up').waitFor()
    await owed().getByText('0 outcomes owed right now').waitFor()
    await picture(page, 'owed-given-up')
  })

  it('has its reports shown with every attempt and what came back', async () => {
    await owed().getByText('2 reports given up').click()
    await expect.poll(() => entries('Dead').count()).toBe(2)
    await entries('Dead').first().locator('summary').click()
    await entries('Dead').first().getByText('404').first().waitFor()
    await entries('Dead').first().getByText('webhook-id').waitFor()
    await picture(page, 'deliveries-dead')
  })

  it('gets all of them again, each once and under its old id', async () => {
    receiver = answering(200)
    await page.getByRole('button', { name: 'Send all dead ones again' }).click()
    await picture(page, 'deliveries-send-again')
    await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
    await page.getByText('2 reports are being sent again.').waitFor()
    await page.getByText('No reports match').waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await expect.poll(() => entries('Delivered').count()).toBe(2)
    for (const callUUID of calls) {
      const ids = await idOf(callUUID)()
      expect(ids).toEqual([ids[0], ids[0]])
    }
  })
})

describe('a receiver that does not answer', () => {
  it('is what the front page says is owed, until it does', async () => {
    receiver = hanging
    await page.goto(`${phloem.url}/flows`)
    const callUUID = await call('completed')
    await owed().getByText('1 outcome owed right now, the oldest from').waitFor()
    await picture(page, 'owed')
    await owed().getByText('See them').click()
    await expect.poll(() => entries('Pending').count()).toBe(1)
    receiver = answering(200)
    // The attempt under way has its 10 s; then comes the second one.
    await owed().getByText('0 outcomes owed right now').waitFor({ timeout: 25_000 })
    expect(new Set(await idOf(callUUID)()).size).toBe(1)
  }, 40_000)
})

describe('a receiver that is gone for good', () => {
  it('gets nothing any more, and everything once a person opens it again', async () => {
    receiver = answering(410)
    const callUUID = await call('busy')
    await page.goto(`${phloem.url}/deliveries?tab=destinations`)
    await page.getByText('it answered 410 Gone').waitFor()
    await picture(page, 'destinations-gone')
    const unsent = await call('no_answer')
    await expect
      .poll(async () => (await phloem.api('GET', `/api/calls/${unsent}`)).body.deliveries[0]?.state)
      .toBe('dead')
    expect(await idOf(unsent)()).toEqual([])

    receiver = answering(200)
    await page.getByRole('button', { name: 'Open again' }).click()
    await page.getByText(`Reports go to ${reports.url} again.`).waitFor()
    await page.goto(`${phloem.url}/deliveries?state=dead`)
    await expect.poll(() => entries('Dead').count()).toBe(2)
    await entries('Dead').first().getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => entries('Dead').count()).toBe(1)
    await entries('Dead').first().getByRole('button', { name: 'Send again' }).click()
    await expect.poll(async () => (await idOf(unsent)()).length).toBe(1)
    await expect.poll(async () => (await idOf(callUUID)()).length).toBe(2)
  })
})

describe('the signing secret', () => {
  const shown = () => page.getByRole('dialog').locator('code').filter({ hasText: 'whsec_' })

  it('is shown for the receiver, and what came verifies with it', async () => {
    await page.goto(`${phloem.url}/deliveries?tab=destinations`)
    await page.getByRole('button', { name: /^Actions for/ }).click()
    await page.getByRole('menuitem', { name: 'Signing secret' }).click()
    const secret = (await shown().textContent()) ?? ''
    await picture(page, 'signing-secret')
    const last = reports.received.at(-1)
    const headers = last?.headers as Record<string, string>
    // It returns the body read as JSON, which a form is not; a wrong signature throws before.
    expect(() => new Webhook(secret).verify(last?.body ?? '', headers)).toThrow(SyntaxError)
  })

  it('is changed without a report that a receiver with the old one refuses', async () => {
    const before = await shown().textContent()
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await expect.poll(() => shown().count()).toBe(2)
    expect(await shown().nth(1).textContent()).toBe(before)
    await page.getByRole('button', { name: 'Done' }).click()
    await reports.of(await call('busy'))
    const signatures = String(reports.received.at(-1)?.headers['webhook-signature'])
    expect(signatures.split(' ')).toHaveLength(2)
  })
})

describe('a number for when nothing can be decided', () => {
  const open = async () => {
    await page.goto(`${phloem.url}/numbers`)
    await page.getByText(NUMBER).first().click()
    await page.getByLabel('If Phloem can’t decide, call this number').waitFor()
  }

  it('is refused in words when it is none', async () => {
    await open()
    await page.getByLabel('If Phloem can’t decide, call this number').fill('12')
    await page.getByRole('button', { name: 'Update Number' }).click()
    await page.getByText('"12" is neither a phone number').waitFor()
    await picture(page, 'fallback-number-refused')
  })

  it('is kept, and shown beside the number', async () => {
    await page.getByLabel('If Phloem can’t decide, call this number').fill('+1 (202) 555-0103')
    await page.getByRole('button', { name: 'Update Number' }).click()
    await page.getByRole('row', { name: NUMBER }).getByText('+12025550103').waitFor()
    await picture(page, 'numbers-fallback')
  })
})
