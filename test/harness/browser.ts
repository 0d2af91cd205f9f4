import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** The distribution's Chromium, headless. The flags keep it from calling anybody on a closed network. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('There is no Chromium here; `npx -y pnpm test` installs one.')
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}

/** The middle of something on the page, where a hand would take it. */
export async function middleOf(locator: Locator): Promise<{ x: number; y: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`not on the page: ${locator}`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** A place on a line of the canvas: at its beginning (0), its end (1) or between. */
export const alongLine = (line: Locator, part: number): Promise<[number, number]> =>
  line
    .locator('path')
    .first()
    .evaluate((path: SVGPathElement, part) => {
      const { x, y } = path.getPointAtLength(path.getTotalLength() * part)
      const { a, d, e, f } = path.getScreenCTM() ?? new DOMMatrix()
      return [a * x + e, d * y + f] as [number, number]
    }, part)

/** Presses the mouse at one place, moves it as a hand does, and lets go at another. */
export async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 5 })
  await page.mouse.move(to.x, to.y, { steps: 5 })
  await page.mouse.up()
}

/** Keeps a picture where `PHLOEM_SCREENSHOTS` says, for looking at; otherwise nothing. */
export async function picture(page: Page, name: string) {
  const folder = process.env.PHLOEM_SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  // Themes and pop-ups take a moment to settle.
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
