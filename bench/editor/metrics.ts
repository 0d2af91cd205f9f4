import type { CDPSession, Page } from 'playwright-core'

export async function startMeasuring(page: Page): Promise<CDPSession> {
  const cdp = await page.context().newCDPSession(page)
  // The thread's own time: what else the machine does meanwhile does not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return cdp
}

/** What script, style and layout took since the page began. */
export async function busyMilliseconds(cdp: CDPSession): Promise<number> {
  const metrics = await readMetrics(cdp)
  const seconds = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'].map(
    (name) => metrics.get(name) ?? 0,
  )
  return seconds.reduce((sum, each) => sum + each, 0) * 1000
}

export async function heapMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage')
  return ((await readMetrics(cdp)).get('JSHeapUsedSize') ?? 0) / 1024 / 1024
}

const readMetrics = async (cdp: CDPSession): Promise<Map<string, number>> =>
  new Map((await cdp.send('Performance.getMetrics')).metrics.map(({ name, value }) => [name, value]))
