import type { Page } from 'playwright-core'
import { type Figure, threeRuns } from './figure.ts'
import { busyMilliseconds, heapMegabytes, startMeasuring } from './metrics.ts'
import { type Subject, serveFlow } from './open-page.ts'
import { flowOf } from './random-flow.ts'

const MOVES = 30

/** The gates of the reference: for 500 nodes and for 2 000; what lies between is held to the larger ones. */
const gatesFor = (nodes: number) =>
  nodes <= 500
    ? { mount: 900, drag: 6, pan: 6, zoom: 16, heap: 120, elements: 2500 }
    : { mount: 1500, drag: 10, pan: 8, zoom: 16, heap: 120, elements: 2500 }

/** The canvas with so many nodes: how long it takes to stand, and what each move of the pointer costs. */
export const measureCanvas = (subject: Subject, nodes: number): Promise<Figure[]> =>
  threeRuns(async () => {
    const page = await subject.openPage()
    try {
      return await measureOnce(page, subject.url, nodes)
    } finally {
      await page.context().close()
    }
  })

async function measureOnce(page: Page, url: string, nodes: number): Promise<Figure[]> {
  const gates = gatesFor(nodes)
  await serveFlow(page, flowOf(3, 'small'))
  await serveFlow(page, flowOf(nodes, 'bench'))
  await page.goto(`${url}/flows/small`)
  await page.locator('.react-flow__node[data-id="start"]').waitFor()
  await page.waitForLoadState('networkidle').catch(() => undefined)

  const mount = await mountMilliseconds(page, `${nodes} nodes`)
  const elements = await page.evaluate(() => document.querySelectorAll('*').length)
  const cdp = await startMeasuring(page)
  await page.keyboard.press('0')
  await rest(page)

  const drag = await perMove(page, cdp, 'card')
  const pan = await perMove(page, cdp, 'pane')
  const zoom = await perZoomStep(page, cdp)
  return [
    { what: 'mount, by the clock', value: mount, unit: 'ms', gate: gates.mount },
    { what: 'elements on the page', value: elements, unit: '', gate: gates.elements },
    { what: 'drag, own time per move', value: drag, unit: 'ms', gate: gates.drag },
    { what: 'pan, own time per move', value: pan, unit: 'ms', gate: gates.pan },
    { what: 'zoom, own time per step', value: zoom, unit: 'ms', gate: gates.zoom },
    { what: 'heap', value: await heapMegabytes(cdp), unit: 'MB', gate: gates.heap },
  ]
}

/** From the click to the painted canvas, without the time that the flow was on its way. */
const mountMilliseconds = (page: Page, name: string): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        const look = () => {
          const isThere = document.title.startsWith(name) && document.querySelector('.react-flow__node-card')
          if (!isThere) return requestAnimationFrame(look)
          requestAnimationFrame(() => {
            const fetched = performance
              .getEntriesByType('resource')
              .find(({ name }) => name.endsWith('/api/flows/bench'))
            resolve(performance.now() - began - (fetched?.duration ?? 0))
          })
        }
        history.pushState(null, '', '/flows/bench')
        look()
      }),
    name,
  )

async function perMove(
  page: Page,
  cdp: Awaited<ReturnType<typeof startMeasuring>>,
  what: 'card' | 'pane',
): Promise<number> {
  const from = await placeOf(page, what)
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  // The first move selects, and opens the panel.
  await page.mouse.move(from.x + 4, from.y + 4, { steps: 2 })
  await rest(page)
  const before = await busyMilliseconds(cdp)
  for (let move = 1; move <= MOVES; move += 1) {
    await page.mouse.move(from.x + 4 + move * 4, from.y + 4 + move * 3)
  }
  await nextFrame(page)
  const after = await busyMilliseconds(cdp)
  await page.mouse.up()
  await page.waitForTimeout(300)
  return (after - before) / MOVES
}

async function perZoomStep(page: Page, cdp: Awaited<ReturnType<typeof startMeasuring>>): Promise<number> {
  const { x, y } = await placeOf(page, 'pane')
  await page.mouse.move(x, y)
  await page.keyboard.down('Control')
  const before = await busyMilliseconds(cdp)
  for (let step = 0; step < MOVES; step += 1) {
    // Out to the smallest zoom and in again.
    await page.mouse.wheel(0, step < MOVES / 2 ? 60 : -60)
    await nextFrame(page)
  }
  const after = await busyMilliseconds(cdp)
  await page.keyboard.up('Control')
  return (after - before) / MOVES
}

/** Until what was begun is done, so that it does not count for what follows. */
async function rest(page: Page): Promise<void> {
  await page.waitForTimeout(1000)
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
}

const nextFrame = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))))

/** Where a hand would take a card that is in view, or the empty canvas. In the window's pixels. */
const placeOf = (page: Page, what: 'card' | 'pane'): Promise<{ x: number; y: number }> =>
  page.evaluate((what) => {
    const selector = what === 'card' ? '.react-flow__node strong' : '.react-flow__pane'
    for (let y = 140; y < 700; y += 12) {
      for (let x = 340; x < 820; x += 12) {
        if (document.elementFromPoint(x, y)?.matches(selector)) return { x, y }
      }
    }
    throw new Error(`no ${what} in view`)
  }, what)
