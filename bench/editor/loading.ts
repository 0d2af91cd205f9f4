import type { Page } from 'playwright-core'
import { guideFlow, type RunningPhloem } from '../../test/harness/running-phloem.ts'
import { type Figure, threeRuns } from './figure.ts'
import type { Subject } from './open-page.ts'

const BYTES_PER_SECOND = (9 * 1000 * 1000) / 8

interface Loaded {
  lcp: number
  cls: number
  blocked: number
  /** When the page first answers a hand: the thing looked for lies under its own middle. */
  interactive: number
}

/** The first visit with an empty cache, on a slow line and a slow machine. */
export async function measureLoading(subject: Subject, phloem: RunningPhloem): Promise<Figure[]> {
  await phloem.api('POST', '/api/flows', guideFlow('https://example.com/report', 'loading'))
  const home = await threeRuns(async () => {
    const loaded = await load(subject, '/flows', 'main h1')
    return [
      { what: 'home, LCP', value: loaded.lcp, unit: 'ms', gate: 1500 },
      { what: 'home, TBT', value: loaded.blocked, unit: 'ms', gate: 300 },
      { what: 'home, CLS', value: loaded.cls, unit: '', gate: 0.02 },
    ]
  })
  const editor = await threeRuns(async () => {
    const loaded = await load(subject, '/flows/loading', '.react-flow__node strong')
    return [
      { what: 'editor, LCP', value: loaded.lcp, unit: 'ms', gate: 1500 },
      { what: 'editor, interactive', value: loaded.interactive, unit: 'ms', gate: 2000 },
      { what: 'editor, TBT', value: loaded.blocked, unit: 'ms', gate: 300 },
      { what: 'editor, CLS', value: loaded.cls, unit: '', gate: 0.02 },
    ]
  })
  return [...home, ...editor]
}

async function load({ url, openPage }: Subject, path: string, selector: string): Promise<Loaded> {
  const page = await openPage()
  try {
    await slowDown(page)
    await page.addInitScript(watch, selector)
    await page.goto(url + path)
    await page.locator(selector).first().waitFor()
    // What comes after the first paint may still shift things.
    await page.waitForTimeout(3000)
    return await page.evaluate(() => (globalThis as unknown as { loaded: Loaded }).loaded)
  } finally {
    await page.context().close()
  }
}

async function slowDown(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Network.enable')
  await cdp.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 100,
    downloadThroughput: BYTES_PER_SECOND,
    uploadThroughput: BYTES_PER_SECOND,
  })
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
}

/** Runs in the page, before anything else. */
function watch(selector: string): void {
  const loaded = { lcp: 0, cls: 0, blocked: 0, interactive: 0 }
  Object.assign(globalThis, { loaded })
  const observe = (type: string, take: (entry: PerformanceEntry & Record<string, number>) => void) =>
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) take(entry as PerformanceEntry & Record<string, number>)
    }).observe({ type, buffered: true })
  observe('largest-contentful-paint', ({ startTime }) => {
    loaded.lcp = startTime
  })
  observe('layout-shift', ({ value }) => {
    loaded.cls += value ?? 0
  })
  observe('longtask', ({ duration }) => {
    loaded.blocked += Math.max(0, duration - 50)
  })
  const look = () => {
    const element = document.querySelector(selector)
    const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect()
    if (element && document.elementFromPoint(x + width / 2, y + height / 2) === element) {
      loaded.interactive = performance.now()
    } else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
