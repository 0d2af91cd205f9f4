import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { byKeyboard, type Keyboard } from '../harness/by-keyboard.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import type { RunningPhloem } from '../harness/running-phloem.ts'

const NUMBER = '+12025550199'
const FIVE = ['DialStatus', 'DialRingStatus', 'DialHangupCause', 'DialALegUUID', 'DialBLegUUID']
const STATES = ['Completed', 'No Answer', 'Busy/Rejected', 'Failed']

let opened: PhloemInBrowser
let phloem: RunningPhloem
let reports: ReportServer
let page: Page
let keyboard: Keyboard

beforeAll(async () => {
  reports = await startReportServer()
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
  keyboard = byKeyboard(page)
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const edges = () => page.locator('.react-flow__edge').count()

/** What is typed into the palette that a key opens. */
async function choose(key: string, text: string) {
  await keyboard.press(key)
  await keyboard.type(text)
  await keyboard.press('Enter')
}
const goTo = async (name: string) => {
  await choose('Control+k', name)
  await keyboard.tabTo(new RegExp(name))
}
const isFocused = (name: string) =>
  expect.poll(() => node(name).evaluate((it) => it === document.activeElement))

describe('the guide on dial status reporting, by keyboard alone', () => {
  it('opens a canvas with only Start', async () => {
    await keyboard.tabTo('Create New Flow')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Choose your use case' }).waitFor()
    await keyboard.tabTo(/^Build my own/)
    await keyboard.press('Enter')
    await node('Start').waitFor()
  })

  it('adds Call Forward and leads Incoming Call to it', async () => {
    await choose('n', 'call forward')
    await node('Call_Forward_1').waitFor()
    await goTo('Start')
    await choose('c', 'incoming call call_forward_1')
    await expect.poll(edges).toBe(1)
  })

  it('says from whom and to whom, and validates', async () => {
    await keyboard.press('ArrowDown')
    await isFocused('Call_Forward_1').toBe(true)
    await keyboard.press('Enter')
    await keyboard.tabTo('From')
    await keyboard.typeOver('{{Start.call.from}}')
    await keyboard.tabTo('To')
    await keyboard.typeOver('+12025550101, +12025550102')
    await keyboard.tabTo('Validate')
    await keyboard.press('Enter')
    // It closes, and the focus is back on the node.
    await isFocused('Call_Forward_1').toBe(true)
  })

  it('adds HTTP Request and leads all four states to it', async () => {
    await choose('n', 'http request')
    await node('HTTP_Request_1').waitFor()
    await goTo('Call_Forward_1')
    for (const [index, state] of STATES.entries()) {
      await choose('c', `${state} http_request_1`)
      await expect.poll(edges).toBe(index + 2)
    }
    await picture(page, 'keyboard-wired')
  })

  it('gives it a method, a URL and the five key:value pairs', async () => {
    await keyboard.press('ArrowDown')
    await isFocused('HTTP_Request_1').toBe(true)
    await keyboard.press('Enter')
    await keyboard.tabTo('Method')
    await keyboard.type('POST')
    await keyboard.tabTo('URL')
    await keyboard.typeOver(reports.url)
    await keyboard.tabTo('Insert dial result fields')
    await keyboard.press('Enter')
    await picture(page, 'keyboard-pairs')
    await keyboard.tabTo('Validate')
    await keyboard.press('Enter')
    await isFocused('HTTP_Request_1').toBe(true)
  })

  it('is named, saved and published', async () => {
    await keyboard.tabTo('Flow name', { back: true })
    await keyboard.typeOver('Dial status reporting')
    await keyboard.press('Enter', 'Control+s')
    await page.getByText('Saved', { exact: true }).first().waitFor()
    await keyboard.press('Shift+P')
    await page.getByRole('dialog', { name: 'Publish' }).waitFor()
    await keyboard.tabTo('Publish')
    await keyboard.press('Enter')
    await page.getByText('Published as version 1').waitFor()
  })

  it('is assigned to a number', async () => {
    await keyboard.tabTo('Numbers', { back: true })
    await keyboard.press('Enter')
    await page.getByText(NUMBER).first().waitFor()
    await keyboard.tabTo(NUMBER)
    await keyboard.press('Enter')
    await page.getByText('Number Configuration').waitFor()
    await keyboard.tabTo('Application Type')
    await keyboard.type('Flow')
    await keyboard.tabTo('Flow name')
    await keyboard.type('Dial')
    await keyboard.tabTo('Update Number')
    await keyboard.press('Enter')
    await page.getByText(`${NUMBER} is answered by “Dial status reporting”, version 1.`).waitFor()
  })

  it('is called, and its report arrives with exactly the five pairs', async () => {
    await keyboard.tabTo(`Call it: ${NUMBER}`)
    await keyboard.press('Enter')
    await page.getByText('+12025550102').first().waitFor()
    await keyboard.tabTo('Place the call')
    await keyboard.press('Enter')
    await page.waitForURL(/\/calls\/[\w-]+$/)
    const report = await reports.of(page.url().split('/').at(-1) ?? '')
    expect(report.method).toBe('POST')
    expect(report.pairs.map(([key]) => key).toSorted()).toEqual(FIVE.toSorted())
    await page.getByText('Completed').first().waitFor()
    await picture(page, 'keyboard-call')
    expect((await phloem.api('GET', '/api/deliveries')).body.deliveries).toMatchObject([
      { state: 'delivered' },
    ])
  })

  it('showed no error on the way', () => {
    expect(opened.errors).toEqual([])
  })
})
