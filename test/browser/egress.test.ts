import { afterAll, beforeAll, expect, it } from 'vitest'
import { logIn, openPhloemInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { guideFlow } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser

beforeAll(async () => {
  opened = await openPhloemInBrowser({ reducedMotion: 'reduce' })
  await opened.phloem.api('POST', '/api/flows', guideFlow('http://127.0.0.1:9000/report', 'egress'))
  await logIn(opened.page, opened.phloem)
})
afterAll(() => opened?.[Symbol.asyncDispose]())

it('says below the URL, while it is typed, and among the problems what Phloem may not reach', async () => {
  const { page, phloem, errors } = opened
  await page.goto(`${phloem.url}/flows/egress`)
  await page.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }).click()
  const inspector = page.getByRole('complementary', { name: 'Inspector' })
  const url = inspector.getByRole('textbox', { name: 'URL', exact: true })
  const quiet = inspector.getByText(/may not reach/)
  await url.waitFor()
  // Phloem listens on this machine alone here, so servers on it may be reached.
  expect(await quiet.count()).toBe(0)

  await url.fill('http://10.0.0.5/{{Start.call.from}}')
  await quiet.waitFor()
  expect(await quiet.textContent()).toBe(
    'Phloem may not reach 10.0.0.5: it is a private address; set PHLOEM_EGRESS_ALLOW to allow it.',
  )
  await page
    .getByRole('button', { name: /problem|warning/i })
    .first()
    .click()
  const problems = page.getByRole('region', { name: 'Problems' })
  await problems.getByRole('button', { name: /Warning.*may not reach 10\.0\.0\.5/ }).waitFor()

  await url.fill('http://169.254.169.254/latest/')
  await inspector.getByText('it is a cloud metadata address, which is never reachable.').waitFor()
  await url.fill('http://127.0.0.1:9000/report')
  await quiet.waitFor({ state: 'detached' })
  await problems.getByText(/may not reach/).waitFor({ state: 'detached' })
  expect(errors).toEqual([])
})
