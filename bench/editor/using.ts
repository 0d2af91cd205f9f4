import type { Page } from 'playwright-core'
import { type Figure, threeRuns } from './figure.ts'
import { busyMilliseconds, startMeasuring } from './metrics.ts'
import { type Subject, serveFlow } from './open-page.ts'
import { flowOf } from './random-flow.ts'

/** What hands wait for, in a flow of as many nodes as a flow may have. */
export const measureUsing = (subject: Subject): Promise<Figure[]> =>
  threeRuns(async () => {
    const page = await subject.openPage()
    try {
      await serveFlow(page, flowOf(200, 'used'))
      await page.goto(`${subject.url}/flows/used`)
      await page.locator('.react-flow__node[data-id="n1"]').waitFor()
      await page.waitForTimeout(1500)
      await page.locator('.react-flow__node[data-id="n1"]').focus()
      const cdp = await startMeasuring(page)
      const own = async (work: () => Promise<unknown>) => {
        const before = await busyMilliseconds(cdp)
        await work()
        return (await busyMilliseconds(cdp)) - before
      }
      const [open, openOwn] = await both(() => paletteOpens(page), own)
      const [filter, filterOwn] = await both(() => paletteFilters(page), own)
      await page.keyboard.press('Escape')
      const [inspector, inspectorOwn] = await both(() => inspectorOpens(page), own)
      return [
        { what: 'command palette opens, by the clock', value: open, unit: 'ms' },
        { what: 'command palette opens, own time', value: openOwn, unit: 'ms', gate: 50 },
        { what: 'command palette filters, by the clock', value: filter, unit: 'ms' },
        {
          what: 'command palette filters, own time per letter',
          value: filterOwn / LETTERS,
          unit: 'ms',
          gate: 16,
        },
        { what: 'inspector opens, by the clock', value: inspector, unit: 'ms' },
        { what: 'inspector opens, own time', value: inspectorOwn, unit: 'ms', gate: 100 },
        { what: 'longest task of a change (checks beside)', value: await longestTask(page), unit: 'ms' },
      ]
    } finally {
      await page.context().close()
    }
  })

/** What it takes by the clock, and of the page's thread. */
async function both(
  work: () => Promise<number>,
  own: (work: () => Promise<unknown>) => Promise<number>,
): Promise<[clock: number, own: number]> {
  let clock = 0
  const ownTime = await own(async () => {
    clock = await work()
  })
  return [clock, ownTime]
}

const LETTERS = 8

const paletteOpens = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const began = performance.now()
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', {
        key: 'k',
        code: 'KeyK',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      }),
    )
    return new Promise<number>((resolve) => {
      const look = () =>
        document.querySelector('dialog[open] [role=option]')
          ? resolve(performance.now() - began)
          : setTimeout(look)
      look()
    })
  })

/** The mean of some letters, each with the layout that follows. */
const paletteFilters = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const input = document.querySelector<HTMLInputElement>('dialog[open] input')
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    if (!input || !setValue) throw new Error('no palette')
    const texts = ['c', 'ca', 'cal', 'call', 'call_', 'call_f', 'call_fo', 'call_for']
    let sum = 0
    for (const text of texts) {
      const began = performance.now()
      setValue.call(input, text)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      document.body.getBoundingClientRect()
      sum += performance.now() - began
      await new Promise(requestAnimationFrame)
    }
    return sum / texts.length
  })

/** From the click until its fields can be used. */
const inspectorOpens = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const card = document.querySelector<HTMLElement>('.react-flow__node[data-id="n1"]')
    const began = performance.now()
    card?.click()
    return new Promise<number>((resolve) => {
      const look = () =>
        document.querySelector('aside[aria-label="Inspector"] input')
          ? resolve(performance.now() - began)
          : setTimeout(look)
      look()
    })
  })

/** While a text is typed, with the checks that follow. */
async function longestTask(page: Page): Promise<number> {
  await page.evaluate(() => {
    const longest = { ms: 0 }
    Object.assign(globalThis, { longest })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration)
    }).observe({ type: 'longtask' })
  })
  await page
    .getByLabel(/^(Ring timeout|URL)$/)
    .first()
    .fill('42')
  await page.waitForTimeout(600)
  return page.evaluate(() => (globalThis as unknown as { longest: { ms: number } }).longest.ms)
}
