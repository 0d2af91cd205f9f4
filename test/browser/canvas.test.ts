import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../../apps/editor/build-if-changed.ts'
import { seriousFaults } from '../harness/axe.ts'
import { drag, middleOf, openBrowser, picture } from '../harness/browser.ts'
import { guideFlow, type RunningPhloem, startPhloem } from '../harness/running-phloem.ts'

let phloem: RunningPhloem
let browser: Browser
let page: Page
let opened = 0

beforeAll(async () => {
  await buildIfChanged()
  phloem = await startPhloem()
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  page = await context.newPage()
  page.setDefaultTimeout(8_000)
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await phloem?.[Symbol.asyncDispose]()
})

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const names = () => page.locator('.react-flow__node strong').allTextContents()
const edges = () => page.locator('.react-flow__edge').count()

/** A flow of its own for each story; answers its id. */
async function openFlow(change: (document: ReturnType<typeof guideFlow>) => void = () => undefined) {
  opened += 1
  const document = guideFlow('https://example.com/report', `canvas-${opened}`)
  change(document)
  await phloem.api('POST', '/api/flows', document)
  await page.goto(`${phloem.url}/flows/${document.id}`)
  await node('Start').waitFor()
  return document.id as string
}

const saved = async (id: string) => {
  await page.getByText('Saved', { exact: true }).first().waitFor()
  return (await phloem.api('GET', `/api/flows/${id}`)).body
}

describe.each(['light', 'dark'] as const)('a disabled node, in the %s theme,', (theme) => {
  beforeAll(() => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }))

  it('says so, is passed over by an exit of choice, and comes back with undo', async () => {
    const id = await openFlow()
    await node('Call_Forward_1').click()
    await page.keyboard.press('Escape')
    await node('Call_Forward_1').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('d')
    await node('Call_Forward_1').getByText('Disabled', { exact: true }).waitFor()
    await node('Call_Forward_1').getByText('Calls pass by Completed').waitFor()
    await page.getByRole('region', { name: 'Disabled' }).getByLabel('Calls pass by').selectOption('No Answer')
    await node('Call_Forward_1').getByText('Calls pass by No Answer').waitFor()
    await page
      .getByRole('button', { name: /warning/ })
      .first()
      .waitFor()
    await picture(page, `disabled-${theme}`)
    expect(await seriousFaults(page)).toEqual([])
    await expect
      .poll(async () => (await saved(id)).nodes[1])
      .toMatchObject({ disabled: true, passesBy: 'no_answer' })

    await page.keyboard.press('Control+Enter')
    await page.getByText('disabled, passed over').first().waitFor()
    await picture(page, `disabled-simulated-${theme}`)
    expect(await seriousFaults(page)).toEqual([])

    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => node('Call_Forward_1').getByText('Disabled', { exact: true }).count()).toBe(0)
  })
})
