import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildIfChanged } from '../../apps/editor/build-if-changed.ts'
import { openBrowser } from './browser.ts'
import { type RunningPhloem, type StartOptions, startPhloem } from './running-phloem.ts'

export interface PhloemInBrowser extends AsyncDisposable {
  phloem: RunningPhloem
  browser: Browser
  /** The first tab; another one of the same person comes from `page.context().newPage()`. */
  page: Page
  /** What scripts of the page threw, and what the browser refused them by the Content-Security-Policy. */
  errors: string[]
}

export interface BrowserOptions extends BrowserContextOptions {
  start?: StartOptions
}

const WINDOW = { width: 1440, height: 900 }
/** Long enough for two slow cores; what takes longer hangs. */
const WAIT_MS = 8_000

/** A Phloem of its own with the editor as it is now, and a Chromium that nobody has logged in with. */
export async function openPhloemInBrowser({
  start,
  ...options
}: BrowserOptions = {}): Promise<PhloemInBrowser> {
  await buildIfChanged()
  const phloem = await startPhloem(start)
  const browser = await openBrowser()
  const context = await browser.newContext({ viewport: WINDOW, colorScheme: 'light', ...options })
  context.setDefaultTimeout(WAIT_MS)
  const errors: string[] = []
  context.on('weberror', (error) => errors.push(String(error.error())))
  context.on('console', (message) => {
    if (/content security policy/i.test(message.text())) errors.push(message.text())
  })
  return {
    phloem,
    browser,
    page: await context.newPage(),
    errors,
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await phloem[Symbol.asyncDispose]()
    },
  }
}

/** The same, logged in and on the front page. */
export async function openLoggedInBrowser(options?: BrowserOptions): Promise<PhloemInBrowser> {
  const opened = await openPhloemInBrowser(options)
  await logIn(opened.page, opened.phloem)
  return opened
}

/** Follows the printed link, which works once. */
export async function logIn(page: Page, { loginLink }: RunningPhloem): Promise<void> {
  await page.goto(loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
}
