import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../../apps/editor/build-if-changed.ts'
import { seedStore } from '../chaos/seed-store.ts'
import { seriousFaults } from '../harness/axe.ts'
import { openBrowser, picture } from '../harness/browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import { guideFlow, type RunningPhloem, startPhloem } from '../harness/running-phloem.ts'
import { until } from '../harness/until.ts'

const SEEDED = 400
/** On a machine that has others to serve. */
const SOON = { timeout: 20_000 }
const THEMES = ['light', 'dark'] as const

let phloem: RunningPhloem
let reports: ReportServer
let browser: Browser
let page: Page
let answered = ''
let busy = ''

beforeAll(async () => {
  await buildIfChanged()
  reports = await startReportServer()
  const first = await startPhloem()
  await first.api('POST', '/api/flows', guideFlow(reports.url))
  await first.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
  await first.stop()
  seedStore(first.dataFolder, 'guide', { endedCalls: SEEDED, dueReports: 0, reportUrls: [reports.url] })
  phloem = await first.restart()
  busy = await place([{ outcome: 'busy' }])
  answered = await place([{ outcome: 'answer', ringSeconds: 4, talkSeconds: 20 }, { outcome: 'no_answer' }])
  browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  page.setDefaultTimeout(8_000)
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await phloem?.[Symbol.asyncDispose]()
  await reports?.[Symbol.asyncDispose]()
})

/** Places a call and waits for its end. */
async function place(legs: object[], from = '+14155550100'): Promise<string> {
  const callUUID = await begin(legs, from, 1000)
  await until('the end of the call', async () => {
    const { body } = await phloem.api('GET', `/api/calls/${callUUID}`)
    return body.status === 'ended' && body.deliveries.length > 0 ? body : null
  })
  return callUUID
}

async function begin(legs: object[], from: string, speed: number): Promise<string> {
  const asked = { from, to: '+12025550199', legs, speed }
  const { body } = await phloem.api('POST', '/api/simulator/calls', asked)
  return body.callUUID
}

const rows = () => page.locator('tbody[data-rows] > tr')
const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const scrollTo = (top: number) => page.locator('main').evaluate((main, to) => main.scrollTo({ top: to }), top)
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)

async function inBothThemes(name: string) {
  for (const colorScheme of THEMES) {
    await page.emulateMedia({ colorScheme })
    await picture(page, `calls-${name}-${colorScheme}`)
    expect(await seriousFaults(page), `${name}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

async function narrow(name: string, work: () => Promise<void> = async () => {}) {
  await page.setViewportSize({ width: 390, height: 844 })
  await work()
  await picture(page, `calls-${name}-narrow`)
  expect(await overflow()).toBeLessThanOrEqual(0)
  await page.setViewportSize({ width: 1440, height: 900 })
}

describe('the list of calls', () => {
  it('loads on as one scrolls, and holds only the rows that fit', async () => {
    await page.goto(`${phloem.url}/calls`)
    await page.locator('tbody[data-rows]').getByText('Busy/Rejected').first().waitFor()
    const table = page.getByRole('table', { name: 'Calls' })
    expect(await table.getAttribute('aria-rowcount')).toBe('-1')
    await inBothThemes('list')
    await expect
      .poll(async () => {
        await scrollTo(1_000_000)
        return table.getAttribute('aria-rowcount')
      }, SOON)
      .toBe(String(SEEDED + 3))
    expect(await rows().count()).toBeLessThan(80)
    await page.getByText(`${SEEDED + 2} calls, no more.`).waitFor()
    expect(await rows().last().getAttribute('aria-rowindex')).toBe(String(SEEDED + 3))
  })

  it('stays where it is read while calls begin, and counts them above', async () => {
    await scrollTo(4000)
    const middle = rows().nth(12)
    await middle.waitFor()
    const before = { text: await middle.textContent(), box: await middle.boundingBox() }
    await place([{ outcome: 'busy' }], '+14155550111')
    await page.getByRole('button', { name: '1 new call' }).waitFor()
    await picture(page, 'calls-new')
    expect({ text: await middle.textContent(), box: await middle.boundingBox() }).toEqual(before)
    await page.getByRole('button', { name: '1 new call' }).click()
    await expect.poll(() => rows().first().textContent(), SOON).toContain('+14155550111')
    expect(await page.locator('main').evaluate((main) => main.scrollTop)).toBe(0)
  })

  it('follows calls at its top', async () => {
    await place([{ outcome: 'no_answer' }], '+14155550122')
    await expect.poll(() => rows().first().textContent(), SOON).toContain('+14155550122')
    await expect.poll(() => rows().first().textContent(), SOON).toContain('No Answer')
  })

  it('keeps its filters in the URL', async () => {
    await page.getByRole('searchbox', { name: 'Search' }).fill('55550122')
    await expect.poll(() => rows().count(), SOON).toBe(1)
    expect(page.url()).toContain('q=55550122')
    await page.getByRole('button', { name: 'More filters' }).click()
    await page.getByRole('combobox', { name: 'Dial status' }).selectOption('busy')
    await page.getByText('No calls match').waitFor()
    await page.getByRole('button', { name: 'Clear the filters' }).click()
    await page.getByRole('textbox', { name: 'Callee' }).fill('+12025550102')
    await expect.poll(() => page.getByText('4 calls, no more.').count(), SOON).toBe(1)
    await page.reload()
    await page.getByText('4 calls, no more.').waitFor()
    expect(await page.getByRole('textbox', { name: 'Callee' }).inputValue()).toBe('+12025550102')
    await inBothThemes('filtered')
    await narrow('filtered')
  })

  it('says what went wrong, and tries again', async () => {
    await page.route('**/api/calls?*', (route) =>
      route.fulfill({ status: 500, json: { error: { code: 'x', message: 'Broken.' } } }),
    )
    await page.goto(`${phloem.url}/calls?q=none`)
    await page.getByText('Broken.').waitFor()
    await page.unroute('**/api/calls?*')
    await page.getByRole('button', { name: /again/i }).click()
    await page.getByText('No calls match').waitFor()
  })
})

describe('the page of a call', () => {
  it('shows each leg to scale, and in words', async () => {
    await page.goto(`${phloem.url}/calls/${answered}`)
    const legs = page.getByRole('region', { name: 'Legs' })
    await legs.waitFor()
    expect(await legs.getByRole('listitem').count()).toBe(3)
    const words = await legs.textContent()
    expect(words).toMatch(/\+14155550100 \(caller\).*On the line for/)
    expect(words).toMatch(/\+12025550101.*Rang for .* m?s, talked for .* m?s, ended: /)
    expect(words).toMatch(/\+12025550102.*Rang for/)
    await page.getByText('End reason').waitFor()
    await inBothThemes('call')
    await narrow('call')
  })

  it('leads from a leg to its step, with what went in, out, to the world and back', async () => {
    await page.getByRole('button', { name: '+12025550101' }).click()
    const panel = page.getByRole('tabpanel').last()
    await panel.getByText('{{Start.call.from}}').waitFor()
    const look = async (tab: string, text: string | RegExp) => {
      await page.getByRole('tab', { name: tab, exact: true }).click()
      await panel.getByText(text).first().waitFor()
    }
    await look('Output', 'Call_Forward_1.DialStatus')
    await look('Request', /<Dial/)
    await look('Response', /dial.ended: POST/)
    await look('Log', 'The dial ended: completed → Completed')
    await page.getByRole('button', { name: /HTTP_Request_1/ }).click()
    await look('Request', 'content-type')
    await look('Response', 'Headers of the answer')
    await inBothThemes('steps')
    await narrow('steps')
  })

  it('copies every id', async () => {
    await page.getByRole('button', { name: 'Copy ids' }).click()
    await page.getByText('The ids are copied.').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`Call UUID: ${answered}`)
    expect(copied).toContain('webhook-id of HTTP_Request_1:')
  })
})

describe('a call on the canvas', () => {
  it('is shown on the version that it ran, whatever was published since', async () => {
    const draft = await phloem.api('GET', '/api/flows/guide')
    const changed = structuredClone(draft.body)
    changed.nodes[1].name = 'Renamed_since'
    changed.nodes[2].config.pairs = []
    await phloem.api('PUT', '/api/flows/guide', changed, { 'if-match': draft.headers.get('etag') ?? '' })
    await phloem.api('POST', '/api/flows/guide/publish', {})

    await page.goto(`${phloem.url}/calls/${busy}`)
    await page.getByRole('link', { name: 'Open on canvas at this version' }).click()
    await page.getByText('Version 1 · not what is published now').waitFor()
    await node('Call_Forward_1').waitFor()
    expect(await node('Renamed_since').count()).toBe(0)
    await expect
      .poll(() => page.locator('[data-has-run] .react-flow__edgelabel-renderer').textContent(), SOON)
      .toBe('12')
    await node('Call_Forward_1').click()
    await page.getByText('{{Start.call.from}}').waitFor()
    await page.getByRole('button', { name: /HTTP_Request_1/ }).click()
    await page.getByRole('tab', { name: 'Input' }).waitFor()
    await inBothThemes('version')
    await narrow('version')
    await page.getByRole('link', { name: 'Back to the call' }).click()
    await page.getByRole('region', { name: 'Legs' }).waitFor()
  })

  it('is simulated again as it went, and otherwise', async () => {
    await page.getByRole('link', { name: 'Simulate from this call' }).click()
    const drawer = page.getByRole('region', { name: 'Simulate' })
    await drawer.getByText('As the call from +14155550100').waitFor()
    const field = drawer.getByRole('combobox', { name: 'Renamed_since' })
    expect(await field.inputValue()).toBe('busy')
    await drawer.getByRole('button', { name: 'Run', exact: true }).click()
    await drawer.getByText('The dial ended: busy → Busy/Rejected').waitFor()
    await drawer.getByText('+14155550100 called +12025550199').waitFor()
    await inBothThemes('simulated')
    await field.selectOption('no_answer')
    await drawer.getByRole('button', { name: 'Run', exact: true }).click()
    await drawer.getByText('The dial ended: no-answer → No Answer').waitFor()
    await drawer.getByRole('button', { name: 'Close simulation' }).click()
    await drawer.waitFor({ state: 'detached' })
    expect(page.url()).not.toContain('simulate')
  })
})

describe('what many calls do', () => {
  it('is shown as the calls that are at each node now', async () => {
    await page.goto(`${phloem.url}/flows/guide`)
    await node('Renamed_since').waitFor()
    await begin([{ outcome: 'answer', ringSeconds: 1, talkSeconds: 3000 }], '+14155550133', 1)
    await page.keyboard.press('l')
    const toggle = page.getByRole('button', { name: 'Live calls' })
    expect(await toggle.getAttribute('aria-pressed')).toBe('true')
    await node('Renamed_since').getByText('1 live').waitFor()
    const other = await begin([{ outcome: 'answer', ringSeconds: 1, talkSeconds: 2 }], '+14155550144', 1)
    await node('Renamed_since').getByText('2 live').waitFor()
    await page.getByText('2 calls in this flow now').waitFor()
    await inBothThemes('live')
    await until('the end of the other call', async () => {
      const { body } = await phloem.api('GET', `/api/calls/${other}`)
      return body.status === 'ended' ? body : null
    })
    await node('Renamed_since').getByText('1 live').waitFor()
    await page.keyboard.press('l')
    await expect.poll(() => page.getByText('1 live').count(), SOON).toBe(0)
  })

  it('is counted at each exit, over a period', async () => {
    await page.keyboard.press('h')
    const exits = node('Renamed_since').locator('[title*="taken"]')
    await expect
      .poll(() => exits.evaluateAll((all) => all.map((exit) => exit.getAttribute('title'))), SOON)
      .toEqual([
        'Completed: taken 2 times',
        'No Answer: taken 1 time',
        'Busy/Rejected: taken 2 times',
        'Failed: taken 0 times',
      ])
    const width = (id: string) =>
      page
        .locator(`.react-flow__edge[data-id="${id}"] .react-flow__edge-path`)
        .evaluate((path) => Number.parseFloat(getComputedStyle(path).strokeWidth))
    expect(await width('start.incoming_call')).toBeGreaterThan(await width('forward.no_answer'))
    expect(await width('forward.no_answer')).toBeGreaterThan(await width('forward.failed'))
    await inBothThemes('counts')
    await narrow('counts')
    await page.getByRole('combobox', { name: 'Counted period' }).selectOption('month')
    await page.getByText(/Times an exit was taken since/).waitFor()
    await expect.poll(() => exits.first().getAttribute('title'), SOON).toBe('Completed: taken 2 times')
  })

  it('survives a restart', async () => {
    await phloem.stop()
    phloem = await phloem.restart()
    const { body } = await phloem.api('GET', '/api/flows/guide/edge-counts')
    expect(body.counts).toContainEqual({ nodeId: 'forward', exit: 'no_answer', count: 1 })
  })
})
