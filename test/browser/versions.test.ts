import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { picture } from '../harness/browser.ts'
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

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })

async function openFlow(id: string) {
  await page.goto(`${phloem.url}/flows/${id}`)
  await node('Call_Forward_1').waitFor()
}

describe('versions', () => {
  it('are told apart when one is published, and one can be gone back to', async () => {
    const flow = { ...guideFlow('https://example.com/one', 'released'), name: 'Released' }
    await phloem.api('POST', '/api/flows', flow)
    await phloem.api('POST', '/api/flows/released/publish', { note: 'the first' })
    await openFlow('released')
    await node('HTTP_Request_1').click()
    await page.getByLabel('URL', { exact: true }).fill('https://example.com/two')
    await page.keyboard.press('Escape')
    await page.getByText('Saved', { exact: true }).first().waitFor()

    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const publishing = page.getByRole('dialog', { name: 'Publish' })
    await publishing.locator('del', { hasText: 'one' }).waitFor()
    await publishing.locator('ins', { hasText: 'two' }).waitFor()
    await picture(page, 'publish-changes')
    await publishing.getByLabel('Note').fill('the second')
    await publishing.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.getByText('Published as version 2').waitFor()

    await page.locator('.react-flow__pane').click({ position: { x: 20, y: 20 } })
    await page.keyboard.press('v')
    const dialog = page.getByRole('dialog', { name: 'Versions' })
    await dialog.getByText('the second').waitFor()
    await dialog.getByText('the first').click()
    await dialog.locator('ins', { hasText: 'two' }).waitFor()
    await picture(page, 'versions')
    await dialog.getByRole('button', { name: 'Restore as the draft' }).click()
    await page.getByText('Saved', { exact: true }).first().waitFor()
    await expect
      .poll(async () => (await phloem.api('GET', '/api/flows/released')).body.nodes[2].config.url, {
        timeout: 6_000,
      })
      .toBe('https://example.com/one')
    await page.keyboard.press('Control+z')
    await expect
      .poll(async () => (await phloem.api('GET', '/api/flows/released')).body.nodes[2].config.url, {
        timeout: 6_000,
      })
      .toBe('https://example.com/two')
  })
})

describe('two states of a flow', () => {
  it('are compared on the canvas, at an address that can be passed on', async () => {
    const flow = guideFlow('https://example.com/one', 'compared')
    await phloem.api('POST', '/api/flows', flow)
    await phloem.api('POST', '/api/flows/compared/publish', { note: 'the first' })
    const [start, forward, report] = flow.nodes
    const second = { ...report, id: 'second', name: 'Second' }
    await phloem.api('PUT', '/api/flows/compared', {
      ...flow,
      nodes: [start, { ...forward, config: { ...forward?.config, ringTimeoutSeconds: 45 } }, second],
      edges: flow.edges.map((edge: { to: string }) =>
        edge.to === 'report' ? { ...edge, to: 'second' } : edge,
      ),
      layout: { ...flow.layout, start: { x: 40, y: -80 }, second: { x: 400, y: 400 } },
    })
    await openFlow('compared')
    await page.keyboard.press('v')
    const dialog = page.getByRole('dialog', { name: 'Versions' })
    await dialog.getByText('the first').click()
    await dialog.getByRole('link', { name: 'Compare on the canvas' }).click()
    await page.waitForURL('**/flows/compared/compare?base=1&head=draft')

    await node('HTTP_Request_1').getByText('removed').waitFor()
    await node('Second').getByText('added').waitFor()
    await node('Call_Forward_1').getByText('changed').waitFor()
    expect(await node('Start').getByText('moved').count()).toBe(0)
    await page.getByLabel(/only moved/).check({ force: true })
    await node('Start').getByText('moved').waitFor()
    await page.getByRole('button', { name: 'Show Second' }).first().click()
    await picture(page, 'compare')
  })

  it.each(['light', 'dark'] as const)('have no serious faults of accessibility, %s', async (theme) => {
    await page.emulateMedia({ colorScheme: theme })
    await picture(page, `compare-${theme}`)
    expect(await seriousFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('are chosen on the page itself', async () => {
    await page.getByLabel('To', { exact: true }).selectOption({ label: 'Version 1: the first' })
    await page.getByText('Nothing that a call would notice.').waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, 'compare-narrow')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('publishing', () => {
  it('says which calls are under way, and on which version they stay', async () => {
    const flow = { ...guideFlow('https://example.com/one', 'busy'), name: 'Busy' }
    await phloem.api('POST', '/api/flows', flow)
    await phloem.api('PUT', '/api/numbers/+12025550199', { flowId: 'busy' })
    await phloem.api('POST', '/api/simulator/calls', {
      from: '+14155550100',
      to: '+12025550199',
      legs: [{ outcome: 'answered', ringSeconds: 1, talkSeconds: 3000 }],
      speed: 10,
    })
    await expect
      .poll(async () => (await phloem.api('GET', '/api/calls?status=live')).body.calls.length)
      .toBe(1)
    await openFlow('busy')
    await page.keyboard.press('Shift+p')
    const dialog = page.getByRole('dialog', { name: 'Publish' })
    await dialog.getByText('1 call under way now: each stays on the version it began with (1).').waitFor()
    await picture(page, 'publish-live')
    await page.keyboard.press('Escape')
  })
})

describe('somebody else who saved first', () => {
  it('leaves both works: theirs here, and mine as a flow of its own', async () => {
    await phloem.api('POST', '/api/flows', {
      ...guideFlow('https://example.com/x', 'shared'),
      name: 'Shared',
    })
    await openFlow('shared')
    await node('HTTP_Request_1').click()
    await page.getByLabel('URL', { exact: true }).fill('https://example.com/mine')
    const theirs = guideFlow('https://example.com/theirs', 'shared')
    await phloem.api('PUT', '/api/flows/shared', { ...theirs, name: 'Shared' })
    const dialog = page.getByRole('dialog', { name: 'Somebody else saved this flow' })
    await dialog.getByRole('button', { name: 'Show the differences' }).click()
    await dialog.locator('ins', { hasText: 'mine' }).waitFor()
    await picture(page, 'conflict')
    await dialog.getByRole('button', { name: 'Save as copy' }).click()
    await page.getByText('Your work is the flow “Shared copy” now; this is theirs.').waitFor()
    await expect.poll(() => page.getByLabel('URL', { exact: true }).textContent()).toContain('theirs')
    const { flows } = (await phloem.api('GET', '/api/flows')).body
    const copy = flows.find(({ name }: { name: string }) => name === 'Shared copy')
    const { body } = await phloem.api('GET', `/api/flows/${copy.id}`)
    expect(body.nodes[2].config.url).toBe('https://example.com/mine')
  })
})
