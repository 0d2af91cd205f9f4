import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drag, middleOf, picture } from '../harness/browser.ts'
import { logIn, openPhloemInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import type { RunningPhloem } from '../harness/running-phloem.ts'

const NUMBER = '+12025550199'
const FIVE = ['DialStatus', 'DialRingStatus', 'DialHangupCause', 'DialALegUUID', 'DialBLegUUID']

let opened: PhloemInBrowser
let phloem: RunningPhloem
let reports: ReportServer
let page: Page

beforeAll(async () => {
  reports = await startReportServer()
  opened = await openPhloemInBrowser()
  ;({ phloem, page } = opened)
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const exit = (name: string, id: string) => node(name).locator(`[data-handleid="${id}"]`)
const entry = (name: string) => node(name).locator('.react-flow__handle.target')

/** Draws a line with the mouse, from a named exit to a node. */
const connect = async (from: string, exitId: string, to: string) =>
  drag(page, await middleOf(exit(from, exitId)), await middleOf(entry(to)))

async function dropOnCanvas(component: string, place: { x: number; y: number }) {
  await drag(page, await middleOf(page.getByRole('button', { name: component, exact: true })), place)
  await node(component.replaceAll(' ', '_')).first().waitFor()
}

describe('the guide on dial status reporting, as it tells it', () => {
  it('logs in with the printed link', async () => {
    await logIn(page, phloem)
    expect(page.url()).not.toContain('token')
    await picture(page, 'flows-empty')
  })

  it('opens a canvas with only Start', async () => {
    await page.getByRole('button', { name: 'Create New Flow' }).first().click()
    await page.getByRole('heading', { name: 'Choose your use case' }).waitFor()
    await picture(page, 'use-case')
    await page.getByText('Build my own').click()
    await node('Start').waitFor()
    expect(await page.locator('.react-flow__node').count()).toBe(1)
  })

  it('drags Call Forward onto the canvas and wires Incoming Call to it', async () => {
    const start = await node('Start').boundingBox()
    if (start === null) throw new Error('no Start')
    await dropOnCanvas('Call Forward', { x: start.x + 120, y: start.y + start.height + 130 })
    await connect('Start', 'incoming_call', 'Call_Forward_1')
    expect(await page.locator('.react-flow__edge').count()).toBe(1)
  })

  it('configures From and To and validates', async () => {
    await node('Call_Forward_1').click()
    await page.getByLabel('From', { exact: true }).fill('{{Start.call.from}}')
    await page.getByLabel('To', { exact: true }).fill('+1202, +12025550102')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByText('"+1202" is not a phone number in E.164').first().waitFor()
    await picture(page, 'validate-error')
    await page.getByLabel('To', { exact: true }).fill('+12025550101, +12025550102')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByRole('button', { name: 'Validate' }).waitFor({ state: 'hidden' })
  })

  it('drags HTTP Request onto the canvas and wires all four states to it', async () => {
    const forward = await node('Call_Forward_1').boundingBox()
    if (forward === null) throw new Error('no Call Forward')
    await dropOnCanvas('HTTP Request', {
      x: forward.x + forward.width / 2,
      y: forward.y + forward.height + 110,
    })
    for (const state of ['completed', 'no_answer', 'busy_rejected', 'failed']) {
      await connect('Call_Forward_1', state, 'HTTP_Request_1')
    }
    expect(await page.locator('.react-flow__edge').count()).toBe(5)
  })

  it('gives it a URL and the five key:value pairs', async () => {
    await node('HTTP_Request_1').click()
    await page.getByLabel('Method', { exact: true }).selectOption('POST')
    await page.getByLabel('URL', { exact: true }).fill(reports.url)
    await page.getByRole('button', { name: 'Insert dial result fields' }).click()
    await picture(page, 'http-request')
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByRole('button', { name: 'Validate' }).waitFor({ state: 'hidden' })
  })

  it('is named at the upper left, and saved', async () => {
    await page.getByLabel('Flow name').fill('Dial status reporting')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved', { exact: true }).first().waitFor()
    await picture(page, 'canvas-drawn')
    const { body } = await phloem.api('GET', '/api/flows')
    expect(body.flows).toMatchObject([{ name: 'Dial status reporting', issues: { error: 0, warning: 0 } }])
  })

  it('undoes and redoes', async () => {
    const count = () => page.locator('.react-flow__edge').count()
    await page.locator('.react-flow__edge').first().click({ force: true })
    await page.keyboard.press('Delete')
    await expect.poll(count).toBe(4)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(count).toBe(5)
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(count).toBe(4)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(count).toBe(5)
  })

  it('is assigned to a number', async () => {
    await page.getByRole('link', { name: 'Numbers' }).click()
    await page.getByText(NUMBER).first().click()
    await page.getByText('Number Configuration').waitFor()
    await page.getByLabel('Application Type').selectOption({ label: 'Flow' })
    await page.getByLabel('Flow name').selectOption({ label: 'Dial status reporting' })
    await picture(page, 'number')
    await page.getByRole('button', { name: 'Update Number' }).click()
    await expect
      .poll(
        async () =>
          (await phloem.api('GET', '/api/numbers')).body.numbers.find(
            (row: { number: string }) => row.number === NUMBER,
          )?.flowName,
      )
      .toBe('Dial status reporting')
  })

  it.each([
    { outcome: 'completed', state: 'completed' },
    { outcome: 'no-answer', state: 'no_answer' },
    { outcome: 'busy', state: 'busy_rejected' },
    { outcome: 'rejected', state: 'busy_rejected' },
    { outcome: 'failed', state: 'failed' },
    { outcome: 'timeout', state: 'failed' },
    { outcome: 'cancel', state: 'no_answer' },
  ])(
    'reports a call that ends $outcome to a real server, with exactly the five pairs',
    async ({ outcome, state }) => {
      const { body } = await phloem.api('POST', '/api/simulator/calls', {
        from: '+14155550100',
        to: NUMBER,
        legs: [{ outcome }],
        speed: 1000,
      })
      const report = await reports.of(body.callUUID)
      expect(report.pairs.map(([key]) => key).toSorted()).toEqual(FIVE.toSorted())
      await expect
        .poll(async () => (await phloem.api('GET', `/api/calls/${body.callUUID}`)).body.state)
        .toBe(state)
    },
  )

  it('lights the path of a test call on the canvas as it happens', async () => {
    await page.getByRole('link', { name: 'Flows' }).click()
    await page.getByRole('link', { name: 'Dial status reporting' }).click()
    await node('HTTP_Request_1').waitFor()
    await page.getByRole('button', { name: 'Test call' }).first().click()
    await page.getByRole('dialog').waitFor()
    await picture(page, 'test-call')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^(Call|Place)/ })
      .click()
    await reports.atLeast(8)
    await expect
      .poll(() => node('HTTP_Request_1').locator('[data-run="done"]').count(), { timeout: 8_000 })
      .toBe(1)
    await picture(page, 'canvas-light')
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'canvas-dark')
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('lists the calls, and shows one with every webhook, document and report', async () => {
    await page.getByRole('link', { name: 'Calls' }).click()
    await expect.poll(() => page.getByText('+14155550100').count()).toBeGreaterThan(6)
    await picture(page, 'calls')
    const busy = (await phloem.api('GET', '/api/calls?state=busy_rejected')).body.calls[0]
    await page.goto(`${phloem.url}/calls/${busy.callUUID}`)
    await page.getByText('Busy/Rejected').first().waitFor()
    await picture(page, 'call')
  })

  it('showed no error on the way', () => {
    expect(opened.errors).toEqual([])
  })
})
