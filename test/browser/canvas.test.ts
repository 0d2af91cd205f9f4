import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../../apps/editor/build-if-changed.ts'
import { seriousFaults } from '../harness/axe.ts'
import { drag, openBrowser, picture } from '../harness/browser.ts'
import { guideFlow, type RunningPhloem, startPhloem } from '../harness/running-phloem.ts'

let phloem: RunningPhloem
let browser: Browser
let page: Page
let opened = 0

beforeAll(async () => {
  await buildIfChanged()
  phloem = await startPhloem()
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' })
  page = await context.newPage()
  page.setDefaultTimeout(8_000)
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await phloem?.[Symbol.asyncDispose]()
})

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })

async function command(words: string) {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

/** A flow of its own for each story; answers its id. */
async function openFlow(change: (document: ReturnType<typeof guideFlow>) => void = () => undefined) {
  opened += 1
  const document = guideFlow('https://example.com/report', `canvas-${opened}`)
  change(document)
  await phloem.api('POST', '/api/flows', document)
  await page.goto(`${phloem.url}/flows/${document.id}`)
  await node('Start').waitFor()
  return document.id as string
}

const saved = async (id: string) => {
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).first().waitFor()
  return (await phloem.api('GET', `/api/flows/${id}`)).body
}

describe.each(['light', 'dark'] as const)('a disabled node, in the %s theme,', (theme) => {
  beforeAll(() => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' }))

  it('says so, is passed over by an exit of choice, and comes back with undo', async () => {
    const id = await openFlow()
    await node('Call_Forward_1').click()
    await page.keyboard.press('Escape')
    await node('Call_Forward_1').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('d')
    await node('Call_Forward_1').getByText('Disabled', { exact: true }).waitFor()
    await node('Call_Forward_1').getByText('Calls pass by Completed').waitFor()
    await page.getByRole('region', { name: 'Disabled' }).getByLabel('Calls pass by').selectOption('No Answer')
    await node('Call_Forward_1').getByText('Calls pass by No Answer').waitFor()
    await page
      .getByRole('button', { name: /warning/ })
      .first()
      .waitFor()
    await picture(page, `disabled-${theme}`)
    expect(await seriousFaults(page)).toEqual([])
    await expect
      .poll(async () => (await saved(id)).nodes[1])
      .toMatchObject({ disabled: true, passesBy: 'no_answer' })

    await page.keyboard.press('Control+Enter')
    await page.getByText('disabled, passed over').first().waitFor()
    await picture(page, `disabled-simulated-${theme}`)
    expect(await seriousFaults(page)).toEqual([])

    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => node('Call_Forward_1').getByText('Disabled', { exact: true }).count()).toBe(0)
  })
})

const note = () => page.locator('.react-flow__node-note')
const noteText = () => note().first().textContent()

describe('a note', () => {
  beforeAll(() => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }))

  it('is added and written by the keyboard, and undone a text at a time', async () => {
    const id = await openFlow()
    await page.mouse.move(900, 300)
    await page.keyboard.press('Shift+N')
    await page.keyboard.type('Sales ring first')
    await page.keyboard.press('Enter')
    await page.keyboard.type('then support')
    await page.keyboard.press('Escape')
    await expect.poll(noteText).toBe('Sales ring first\nthen support')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
      'Note: Sales',
    )
    await expect.poll(async () => (await saved(id)).notes?.[0]?.text).toBe('Sales ring first\nthen support')
    await page.keyboard.press('Control+z')
    await expect.poll(noteText).toBe('An empty note')
    await page.keyboard.press('Control+Shift+z')
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Note' }).fill('Call Ada')
    await page.keyboard.press('Escape')
    await expect.poll(noteText).toBe('Call Ada')
  })

  it('is moved by the mouse and the keys, resized by its corner and a command', async () => {
    const [before] = [await note().boundingBox()]
    if (!before) throw new Error('no note')
    const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 }
    await drag(page, middle, { x: middle.x - 64, y: middle.y + 160 })
    await expect.poll(async () => (await note().boundingBox())?.y).toBeGreaterThan(before.y + 100)
    const dragged = await note().boundingBox()
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect.poll(async () => (await note().boundingBox())?.y).toBe((dragged?.y ?? 0) - 32)
    const box = await note().boundingBox()
    if (!box) throw new Error('no note')
    const corner = { x: box.x + box.width - 6, y: box.y + box.height - 6 }
    await drag(page, corner, { x: corner.x + 80, y: corner.y + 40 })
    await expect.poll(async () => (await note().boundingBox())?.width).toBe(box.width + 80)
    await command('note smaller')
    await expect.poll(async () => (await note().boundingBox())?.width).toBe(box.width + 40)
  })

  it('is copied, duplicated, found, and deleted', async () => {
    await note().click({ position: { x: 20, y: 60 } })
    await page.keyboard.press('Control+d')
    await expect.poll(() => note().count()).toBe(2)
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await expect.poll(() => note().count()).toBe(3)
    await page.keyboard.press('Delete')
    await expect.poll(() => note().count()).toBe(2)
    await page.keyboard.press('Control+a')
    await expect.poll(() => page.locator('.react-flow__node.selected').count()).toBe(5)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+f')
    await page.keyboard.type('ada')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.react-flow__node-note.selected').count()).toBe(1)
  })

  it('stands in the outline, where Enter writes it', async () => {
    await page.getByRole('tab', { name: 'Outline' }).click()
    const line = page.getByRole('treeitem', { name: 'Note: Call Ada' }).first()
    await line.click()
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Note' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('tab', { name: 'Add' }).click()
  })

  it('is no node: nothing else is asked for it when the flow is published', async () => {
    await page.keyboard.press('Control+s')
    await page.getByText('Saved', { exact: true }).first().waitFor()
    const { status, body } = await phloem.api('POST', `/api/flows/canvas-${opened}/publish`, {})
    expect([status, body.issues ?? []]).toEqual([201, []])
  })

  it.each(['light', 'dark'] as const)(
    'has no serious fault of accessibility in the %s theme',
    async (theme) => {
      await page.emulateMedia({ colorScheme: theme })
      await picture(page, `notes-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await note()
        .first()
        .dblclick({ position: { x: 20, y: 60 } })
      await page.getByRole('textbox', { name: 'Note' }).waitFor()
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
    },
  )
})
