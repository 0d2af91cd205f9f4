import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let page: Page

beforeAll(async () => {
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
})
afterAll(() => opened?.[Symbol.asyncDispose]())

it('sets a secret, which the page then shows by its name alone, and deletes it', async () => {
  await page.goto(`${phloem.url}/settings?tab=secrets`)
  await page.getByRole('button', { name: 'Add a secret' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Save secret' }).click()
  await dialog.getByText('A name begins with a capital letter').waitFor()
  await dialog.getByLabel('Name').fill('crm_token')
  await dialog.getByLabel('Value').fill('a-value-of-mine')
  await dialog.getByRole('button', { name: 'Save secret' }).click()
  await page.getByText('CRM_TOKEN is set.').waitFor()
  await page.getByRole('table', { name: 'Secrets' }).getByText('CRM_TOKEN').waitFor()
  expect(await page.content()).not.toContain('a-value-of-mine')
})

it('offers the secret where a request takes one, and warns of one that is not set', async () => {
  const flow = guideFlow('https://example.com/x')
  flow.nodes[2].config.headers = [
    { key: 'x-key', value: '' },
    { key: 'x-other', value: '{{secret.CRM_TOKN}}' },
  ]
  await phloem.api('POST', '/api/flows', flow)
  await page.goto(`${phloem.url}/flows/guide`)
  await page.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }).click()
  await page.getByText('More settings').click()
  const header = page.locator('[data-field="config.headers[0].value"]')
  await header.click()
  await page.keyboard.type('Bearer {{crm')
  await page.getByRole('option', { name: /secret\.CRM_TOKEN/ }).click()
  await page.getByText('Bearer ***').waitFor()
  await page.getByRole('button', { name: /1 warning/ }).click()
  await page.getByText('There is no secret "CRM_TOKN"; did you mean "CRM_TOKEN"?').first().waitFor()
})

it('saves whom calls may dial, and names what is no country', async () => {
  await page.goto(`${phloem.url}/settings?tab=dials`)
  const allowed = page.getByLabel('Allowed for templates')
  await allowed.fill('Germany')
  await page.getByRole('button', { name: 'Save dialling policy' }).click()
  await page.getByText('allowed: "Germany" is not a country').waitFor()
  await allowed.fill('de, +44 20')
  await page.getByLabel('Dials of one call').fill('5')
  await page.getByRole('button', { name: 'Save dialling policy' }).click()
  await page.getByText('The dialling policy is saved').waitFor()
  expect(await allowed.inputValue()).toBe('DE\n+4420')
  const { body } = await phloem.api('GET', '/api/dial-policy')
  expect(body.policy).toMatchObject({ allowed: ['DE', '+4420'], dialsPerCall: 5 })
})
