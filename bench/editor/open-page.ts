import type { FlowDocument } from '@phloem/flow'
import type { Browser, Page } from 'playwright-core'
import type { RunningPhloem } from '../../test/harness/running-phloem.ts'

/** An installation to measure, and pages on it that are logged in, each in a browser profile of its own. */
export interface Subject {
  url: string
  openPage: () => Promise<Page>
}

export async function subjectOf(browser: Browser, phloem: RunningPhloem): Promise<Subject> {
  const options = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 }
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
  const storageState = await context.storageState()
  await context.close()
  return {
    url: phloem.url,
    openPage: async () => {
      const fresh = await browser.newContext({ ...options, storageState })
      const opened = await fresh.newPage()
      opened.setDefaultTimeout(60_000)
      return opened
    },
  }
}

/**
 * Lets a page believe that the server has this flow: flows that are larger than a flow may be show where the canvas would
 * end. What the page saves goes nowhere.
 */
export async function serveFlow(page: Page, document: FlowDocument): Promise<void> {
  let revision = 0
  await page.route(`**/api/flows/${document.id}`, (route) => {
    revision += 1
    return route.fulfill({ json: document, headers: { etag: `"${revision}"` } })
  })
}
