import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { picture } from '../harness/browser.ts'
import {
  openLoggedInBrowser,
  openPhloemInBrowser,
  type PhloemInBrowser,
} from '../harness/logged-in-browser.ts'
import { guideFlow } from '../harness/running-phloem.ts'

const PASSWORD = 'correct horse battery'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true })

/** Both themes and a telephone: axe looks at each, and so may a person. */
async function lookAt(page: Page, name: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await picture(page, `${name}-${colorScheme}`)
    expect(await seriousFaults(page), `${name}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  const size = page.viewportSize()
  await page.setViewportSize({ width: 390, height: 844 })
  await picture(page, `${name}-narrow`)
  expect(await seriousFaults(page), `${name}, narrow`).toEqual([])
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(isTooWide).toBe(false)
  if (size) await page.setViewportSize(size)
}

it('who has just started Phloem sets a password, logs in by it, makes a token, revokes it and finds all of it told', async () => {
  await using opened = await openPhloemInBrowser()
  const { phloem, page, errors, browser } = opened
  const asProgram = async (token: string, method = 'GET', path = '/api/flows') =>
    (await fetch(`${phloem.url}${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status

  // A page view does not use the link up, and neither does whatever looks at it without running scripts.
  await fetch(phloem.loginLink)
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
  expect(page.url()).not.toContain('token')

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByText('There is none yet').waitFor()
  await lookAt(page, 'settings-login')
  await page.getByLabel('New password').fill('too short')
  await button(page, 'Set password').click()
  await page.getByText('It has 9 characters; 12 are the least.').waitFor()
  await page.getByLabel('New password').fill(PASSWORD)
  await button(page, 'Set password').click()
  await page.getByText('The password is set.').waitFor()

  await button(page, 'Log out').click()
  await page.getByRole('heading', { name: 'Log in to Phloem' }).waitFor()
  await lookAt(page, 'login-by-password')
  await page.getByLabel('Password').fill('wrong horse battery')
  await button(page, 'Log in').click()
  await page.getByText('This password is not right.').waitFor()
  await page.getByLabel('Password').fill(PASSWORD)
  await button(page, 'Log in').click()
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()

  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Current password').waitFor()
  await tab(page, 'API tokens').click()
  await button(page, 'New token').click()
  await page.getByLabel('Name').fill('Nightly export')
  await lookAt(page, 'settings-new-token')
  await button(page, 'Make token').click()
  const token = (await page.getByRole('dialog').locator('code').first().textContent()) ?? ''
  expect(token).toMatch(/^phloem_[\w-]{43}$/)
  await button(page, 'Done').click()
  expect(await asProgram(token)).toBe(200)
  expect(await asProgram(token, 'POST', '/api/flows')).toBe(403)
  await page.reload()
  await page.getByRole('cell', { name: 'Nightly export', exact: true }).waitFor()
  expect(await page.content()).not.toContain(token)
  await lookAt(page, 'settings-tokens')
  await button(page, 'Revoke Nightly export').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await page.getByText('No tokens yet').waitFor()
  expect(await asProgram(token)).toBe(401)

  // Somebody else logs in elsewhere, and is thrown out.
  const elsewhere = await (await browser.newContext()).newPage()
  await elsewhere.goto(`${phloem.url}/login`)
  await elsewhere.getByLabel('Password').fill(PASSWORD)
  await elsewhere.getByRole('button', { name: 'Log in', exact: true }).click()
  await elsewhere.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
  await tab(page, 'Login').click()
  await page.reload()
  await page.getByRole('cell', { name: /This browser/ }).waitFor()
  await page.getByRole('button', { name: /^End the session from/ }).click()
  await page.getByText('The session is over.').waitFor()
  await elsewhere.reload()
  await elsewhere.getByRole('heading', { name: 'Log in to Phloem' }).waitFor()

  await tab(page, 'Audit log').click()
  await page.getByRole('table', { name: 'Audit log' }).waitFor()
  const lines = (
    await page.getByRole('table', { name: 'Audit log' }).locator('tbody td:first-child').allTextContents()
  ).map((line) => line.trim())
  expect(lines.slice(0, 9)).toEqual([
    'Session ended Password, from 127.0.0.1',
    'Logged in by password',
    'Token revoked Nightly export',
    'Token made Nightly export, read',
    'Logged in by password',
    'Login failed by password',
    'Logged out',
    'Password set',
    'Logged in by login link',
  ])
  await lookAt(page, 'settings-audit')
  await page.getByLabel('Show').selectOption({ label: 'Token revoked' })
  await page.waitForFunction(() => document.querySelectorAll('tbody tr').length === 1)
  expect(errors).toEqual([])
})

describe('under the Content-Security-Policy', () => {
  let opened: PhloemInBrowser
  beforeAll(async () => {
    opened = await openLoggedInBrowser()
    for (const id of ['guide', 'played'])
      await opened.phloem.api('POST', '/api/flows', guideFlow('http://127.0.0.1:9/dial-status', id))
    await opened.phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'guide' })
  })
  afterAll(() => opened?.[Symbol.asyncDispose]())

  it('nothing of the editor is refused: canvas, inspector with its editors of texts, tidying, dialogs, simulation', async () => {
    const { page, phloem, errors } = opened
    const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
    await page.goto(`${phloem.url}/flows/guide`)
    await node('Call_Forward_1').waitFor()
    // A busy Phloem may refuse the chunk of the editor; the next inspector asks again.
    const openInspector = async () => {
      await node('Call_Forward_1').click()
      await node('HTTP_Request_1').click()
      return page.locator('.cm-editor').count()
    }
    await expect.poll(openInspector, { timeout: 30_000, interval: 1_000 }).toBeGreaterThan(0)
    const url = page.getByLabel('URL', { exact: true })
    await url.click()
    await url.pressSequentially('{{nobody')
    await page.locator('.cm-lintRange, .cm-tooltip-autocomplete').first().waitFor()
    await picture(page, 'csp-inspector')
    // The style sheet of the editor of texts is there: without it there would be no caret layer of its own.
    const isStyled = await page
      .locator('.cm-editor')
      .first()
      .evaluate((editor) => getComputedStyle(editor).display)
    expect(isStyled).toBe('flex')
    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } })
    await page.keyboard.press('Control+k')
    await page.keyboard.type('tidy')
    await page.keyboard.press('Enter')
    await page.goto(`${phloem.url}/flows/played`)
    await node('Call_Forward_1').waitFor()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Simulation – Completed').first().waitFor()
    for (const path of ['/numbers', '/calls', '/deliveries', '/settings']) {
      await page.goto(`${phloem.url}${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
    }
    expect(errors).toEqual([])
  })

  it('a script that somebody smuggles in does not run, and is told of', async () => {
    const { page, phloem, errors } = opened
    await page.goto(`${phloem.url}/flows`)
    const before = errors.length
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.isSmuggled = true'
      document.body.append(script)
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img src="/none" onerror="globalThis.isSmuggled = true">',
      )
      const style = document.createElement('style')
      style.textContent = 'body { display: none }'
      document.head.append(style)
    })
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => 'isSmuggled' in globalThis)).toBe(false)
    expect(await page.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none')
    expect(errors.length).toBeGreaterThanOrEqual(before + 3)
    // What runs on behalf of this test may evaluate; what runs after it, as code of the page, may not.
    const evaluated = await page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            try {
              resolve(new Function('return "evaluated"')())
            } catch {
              resolve('refused')
            }
          })
        }),
    )
    expect(evaluated).toBe('refused')
    errors.length = 0
  })
})
