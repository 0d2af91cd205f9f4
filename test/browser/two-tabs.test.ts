import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem

beforeAll(async () => {
  opened = await openLoggedInBrowser()
  phloem = opened.phloem
})
afterAll(() => opened?.[Symbol.asyncDispose]())
afterEach(async () => {
  const [, ...tabs] = opened.page.context().pages()
  for (const tab of tabs) await tab.close({ runBeforeUnload: false })
})

const names = (tab: Page) => tab.locator('.react-flow__node strong').allTextContents()
const conflict = (tab: Page) => tab.getByRole('dialog', { name: 'Somebody else saved this flow' })
const isSaved = (tab: Page) => tab.getByText('Saved', { exact: true }).first().waitFor()
const savedNames = async (flowId: string): Promise<string[]> =>
  (await phloem.api('GET', `/api/flows/${flowId}`)).body.nodes.map(({ name }: { name: string }) => name)

async function newFlow(id: string) {
  await phloem.api('POST', '/api/flows', { ...guideFlow('https://example.com/report', id), name: id })
}

async function openTab(flowId: string): Promise<Page> {
  const tab = await opened.page.context().newPage()
  await tab.goto(`${phloem.url}/flows/${flowId}`)
  await tab.locator('.react-flow__node', { hasText: 'Call_Forward_1' }).waitFor()
  return tab
}

async function add(tab: Page, type: string, name: string) {
  // Behind another one, a tab paints nothing, and dialogs do not close.
  await tab.bringToFront()
  await tab.keyboard.press('n')
  await tab.keyboard.type(type)
  await tab.keyboard.press('Enter')
  await expect.poll(() => names(tab)).toContain(name)
}

/** Two tabs in which both have drawn something before either saved; the one that saves by itself too late is `mine`. */
interface Clash {
  flowId: string
  mine: Page
  myNode: string
  theirs: Page
  theirNode: string
}

async function clash(flowId: string): Promise<Clash> {
  await newFlow(flowId)
  const tabs = [await openTab(flowId), await openTab(flowId)] as const
  const bothDrew = Promise.withResolvers<void>()
  await opened.page.context().route(`**/api/flows/${flowId}`, async (route) => {
    if (route.request().method() === 'PUT') await bothDrew.promise
    await route.continue()
  })
  await add(tabs[0], 'http request', 'HTTP_Request_2')
  await add(tabs[1], 'call forward', 'Call_Forward_2')
  bothDrew.resolve()
  const late = await Promise.race(
    tabs.map((tab, index) =>
      conflict(tab)
        .waitFor()
        .then(() => index),
    ),
  )
  const nodes = ['HTTP_Request_2', 'Call_Forward_2'] as const
  const [mine, theirs] = late === 0 ? tabs : [tabs[1], tabs[0]]
  const [myNode, theirNode] = late === 0 ? nodes : [nodes[1], nodes[0]]
  await isSaved(theirs)
  return { flowId, mine, myNode, theirs, theirNode }
}

/** What each button of the dialog does, and where both people's work is afterwards. */
const resolutions: { button: string; keeps: (clash: Clash) => Promise<void> }[] = [
  {
    button: 'Keep editing',
    keeps: async ({ flowId, mine, myNode, theirNode }) => {
      expect(await names(mine)).toContain(myNode)
      expect(await savedNames(flowId)).toContain(theirNode)
      // Nothing is decided yet: saving asks again.
      await mine.keyboard.press('Control+s')
      await conflict(mine).waitFor()
      expect(await savedNames(flowId)).not.toContain(myNode)
    },
  },
  {
    button: 'Save as copy',
    keeps: async ({ flowId, mine, myNode, theirNode }) => {
      await expect.poll(() => names(mine)).toContain(theirNode)
      expect(await savedNames(flowId)).not.toContain(myNode)
      const { body } = await phloem.api('GET', '/api/flows')
      const copy = body.flows.find(({ name }: { name: string }) => name === `${flowId} copy`)
      expect(await savedNames(copy.id)).toContain(myNode)
    },
  },
  {
    button: 'Reload theirs',
    keeps: async ({ mine, myNode, theirNode }) => {
      await expect.poll(() => names(mine)).toContain(theirNode)
      expect(await names(mine)).not.toContain(myNode)
      await mine.keyboard.press('Control+z')
      await expect.poll(() => names(mine)).toContain(myNode)
    },
  },
  {
    button: 'Overwrite',
    keeps: async ({ flowId, mine, myNode, theirs, theirNode }) => {
      await isSaved(mine)
      await expect.poll(() => savedNames(flowId)).toContain(myNode)
      // Their tab goes along, and undo there brings their work back.
      await theirs.bringToFront()
      await expect.poll(() => names(theirs)).toContain(myNode)
      await theirs.keyboard.press('Control+z')
      await expect.poll(() => names(theirs)).toContain(theirNode)
    },
  },
]

describe('two tabs that edit the same flow', () => {
  it.each(resolutions)('lose nothing by "$button"', async ({ button, keeps }) => {
    const both = await clash(`by-${button.toLowerCase().replaceAll(' ', '-')}`)
    await both.mine.bringToFront()
    await picture(both.mine, 'two-tabs')
    await conflict(both.mine).getByRole('button', { name: button }).click()
    await conflict(both.mine).waitFor({ state: 'hidden' })
    await keeps(both)
  })

  it('show what differs before anybody decides', async () => {
    const { mine, myNode, theirNode } = await clash('differing')
    await mine.bringToFront()
    await conflict(mine).getByRole('button', { name: 'Show the differences' }).click()
    await conflict(mine).getByText(myNode).first().waitFor()
    await conflict(mine).getByText(theirNode).first().waitFor()
    await picture(mine, 'two-tabs-differences')
  })

  it('see what the other one saved while they have nothing of their own', async () => {
    await newFlow('followed')
    const [first, second] = [await openTab('followed'), await openTab('followed')]
    await add(first, 'http request', 'HTTP_Request_2')
    await isSaved(first)
    await expect.poll(() => names(second)).toContain('HTTP_Request_2')
    await add(second, 'call forward', 'Call_Forward_2')
    await isSaved(second)
    await expect
      .poll(() => savedNames('followed'))
      .toEqual(expect.arrayContaining(['HTTP_Request_2', 'Call_Forward_2']))
    expect(await conflict(second).isVisible()).toBe(false)
  })
})

describe('a tab whose process is killed', () => {
  const MOST_LOST_MS = 2_000

  it(`loses at most ${MOST_LOST_MS / 1000} s of typing, even while no server answers`, async () => {
    await newFlow('killed')
    const tab = await openTab('killed')
    await tab
      .context()
      .route('**/api/flows/killed', (route) =>
        route.request().method() === 'PUT' ? route.abort() : route.continue(),
      )
    await tab.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }).click()
    const url = tab.getByLabel('URL', { exact: true })
    await url.fill('https://example.com/')
    const typed: { at: number; text: string }[] = []
    for (let text = 'https://example.com/'; text.length < 70; ) {
      text += 'x'
      await url.pressSequentially('x')
      typed.push({ at: performance.now(), text })
      await tab.waitForTimeout(80)
    }
    const killedAt = performance.now()
    // The browser kills the tab's process: no script of the page gets to run any more.
    const devTools = await tab.context().newCDPSession(tab)
    await Promise.race([tab.waitForEvent('crash'), devTools.send('Page.crash').catch(() => undefined)])

    const next = await openTab('killed')
    await next.getByRole('button', { name: 'Restore' }).click()
    await next.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }).click()
    // A field for templates is a plain one until its editor is loaded.
    const restored = await next
      .getByLabel('URL', { exact: true })
      .evaluate((field) => (field as HTMLInputElement).value ?? field.textContent)
    const due = typed.findLast(({ at }) => at <= killedAt - MOST_LOST_MS)
    expect(due).toBeDefined()
    expect(restored).toMatch(new RegExp(`^${due?.text}x*$`))
  })
})
