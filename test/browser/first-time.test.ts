import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { openPhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'

const NUMBER = '+12025550199'
const MOST_INTERACTIONS = 12

let reports: ReportServer
let page: Page
let interactions: string[]

beforeAll(async () => {
  reports = await startReportServer()
})
afterAll(() => reports?.[Symbol.asyncDispose]())

/** Each click and each filled field counts; looking is free. */
async function click(locator: Locator) {
  interactions.push(`click ${locator}`)
  await locator.click()
}
async function fill(locator: Locator, text: string) {
  interactions.push(`fill ${locator}`)
  await locator.fill(text)
}
const button = (name: string) => page.getByRole('button', { name, exact: true })

async function openWhatIsThere() {
  await click(page.getByRole('link', { name: 'Dial status report', exact: true }))
}

async function createFromTemplate() {
  await click(button('Create New Flow').first())
  await click(page.getByRole('button', { name: /^Dial status report/ }))
}

it.each([
  { way: 'with the flow that comes along', begin: openWhatIsThere, flows: 'committed' as const },
  { way: 'with a new flow from a template', begin: createFromTemplate, flows: 'none' as const },
])(
  `who has just started Phloem sees a reported test call within ${MOST_INTERACTIONS} interactions, $way`,
  async ({ begin, flows }) => {
    await using opened = await openPhloemInBrowser({ start: { flows } })
    page = opened.page
    interactions = ['follow the printed link']
    await page.goto(opened.phloem.loginLink)
    await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()

    await begin()
    await click(page.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }))
    await fill(page.getByLabel('URL', { exact: true }), reports.url)
    await page.locator('.react-flow__node', { hasText: reports.url }).waitFor()
    await click(button('Test call'))
    await click(page.getByRole('dialog', { name: 'Publish' }).getByRole('button', { name: 'Publish' }))
    await click(page.getByRole('link', { name: 'Go to the numbers' }))
    await click(button(NUMBER))
    await click(button('Update Number'))
    await click(button(`Call it: ${NUMBER}`))
    await click(button('Place the call'))

    await page.waitForURL(/\/calls\/[\w-]+$/)
    await reports.of(page.url().split('/').at(-1) ?? '')
    await page.getByText('Delivered').first().waitFor()
    await picture(page, `first-time-${flows}`)
    expect(interactions.length, interactions.join('\n')).toBeLessThanOrEqual(MOST_INTERACTIONS)
    expect(opened.errors).toEqual([])
  },
)
