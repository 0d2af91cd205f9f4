import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drag, middleOf, picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let page: Page

beforeAll(async () => {
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
  await phloem.api('POST', '/api/flows', guideFlow('https://example.com/report'))
  await phloem.api('POST', '/api/flows', { ...guideFlow('https://example.com/b', 'other'), name: 'Other' })
})
afterAll(() => opened?.[Symbol.asyncDispose]())

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const names = () => page.locator('.react-flow__node strong').allTextContents()
const edges = () => page.locator('.react-flow__edge').count()
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')

async function openFlow(id = 'guide') {
  await page.goto(`${phloem.url}/flows/${id}`)
  await node('Call_Forward_1').waitFor()
}

describe('the command palette', () => {
  it('finds a command by a part of its name, and runs it', async () => {
    await openFlow()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Commands' })
    await field.fill('sel all')
    await picture(page, 'commands')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.react-flow__node.selected').count()).toBe(3)
  })

  it('leads to a node, and adds one', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('http_req')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toContain('HTTP_Request_1')
    await page.keyboard.press('n')
    await page.keyboard.type('call')
    await page.keyboard.press('Enter')
    await node('Call_Forward_2').waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(names).not.toContain('Call_Forward_2')
  })

  it('shows every key', async () => {
    await page.keyboard.press('Shift+?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await picture(page, 'shortcuts')
    await page.keyboard.press('Escape')
  })

  it('finds a node by a text in it', async () => {
    await page.keyboard.press('Control+f')
    await page.keyboard.type('example')
    await page.keyboard.press('Enter')
    await expect.poll(focused).toContain('HTTP_Request_1')
  })
})

describe('the arrow keys', () => {
  it('walk along the lines; with Alt they move, and a burst is undone at once', async () => {
    await openFlow()
    await node('Start').focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('Call_Forward_1')
    await page.keyboard.press('ArrowDown')
    await expect.poll(focused).toContain('HTTP_Request_1')
    const before = await node('HTTP_Request_1').boundingBox()
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Alt+ArrowRight')
    await expect
      .poll(async () => (await node('HTTP_Request_1').boundingBox())?.x)
      .toBeGreaterThan((before?.x ?? 0) + 10)
    await page.keyboard.press('Control+z')
    await expect.poll(() => node('HTTP_Request_1').boundingBox()).toEqual(before)
  })
})

describe('copies', () => {
  it('are pasted with the lines between them, under free names', async () => {
    await openFlow()
    await page.mouse.move(700, 700)
    await node('Call_Forward_1').click()
    await node('HTTP_Request_1').click({ modifiers: ['Control'] })
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
    await node('HTTP_Request_2').waitFor()
    expect(await names()).toContain('Call_Forward_2')
    expect(await edges()).toBe(9)
    await page.keyboard.press('Control+z')
    await expect.poll(edges).toBe(5)
  })

  it('reach another flow', async () => {
    await openFlow()
    await node('HTTP_Request_1').click()
    await page.keyboard.press('Control+c')
    await openFlow('other')
    await page.locator('.react-flow__pane').click({ position: { x: 40, y: 40 } })
    await page.keyboard.press('Control+v')
    await node('HTTP_Request_2').waitFor()
    await page.keyboard.press('Control+s')
    await expect.poll(async () => (await phloem.api('GET', '/api/flows/other')).body.nodes.length).toBe(4)
  })

  it('are made with one key, and cut with another', async () => {
    await openFlow()
    await node('HTTP_Request_1').click()
    await page.keyboard.press('Control+d')
    await node('HTTP_Request_2').waitFor()
    await page.keyboard.press('Control+x')
    await expect.poll(names).not.toContain('HTTP_Request_2')
  })
})

describe('deleting', () => {
  it('closes the gap when asked to', async () => {
    await openFlow()
    await node('Call_Forward_1').click()
    await page.keyboard.press('Control+Backspace')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete anyway' }).click()
    await expect.poll(names).toEqual(['Start', 'HTTP_Request_1'])
    expect(await edges()).toBe(1)
  })

  it('can be looked up in the history, and gone back to', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('history')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'History' }).getByText('Delete Call_Forward_1').waitFor()
    await picture(page, 'history')
    await page.getByRole('button', { name: 'As it was opened' }).click()
    await page.keyboard.press('Escape')
    await expect.poll(edges).toBe(5)
  })
})

describe('aligning', () => {
  it('puts the selected nodes onto one line', async () => {
    await openFlow()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('align left')
    await page.keyboard.press('Enter')
    await expect
      .poll(
        async () =>
          new Set(
            await Promise.all(
              ['Start', 'Call_Forward_1', 'HTTP_Request_1'].map(
                async (name) => (await node(name).boundingBox())?.x,
              ),
            ),
          ).size,
      )
      .toBe(1)
  })
})

describe('the outline', () => {
  it('is an editor of its own: it walks, connects, deletes and renames by the keyboard', async () => {
    await openFlow()
    await page.getByRole('tab', { name: 'Outline' }).click()
    const tree = page.getByRole('tree', { name: 'Outline' })
    await tree.getByRole('treeitem').first().focus()
    await picture(page, 'outline')
    await page.keyboard.press('n')
    await page.keyboard.type('http')
    await page.keyboard.press('Enter')
    await tree.getByRole('treeitem', { name: 'HTTP_Request_2' }).waitFor()

    await tree.getByRole('treeitem', { name: /No Answer.*HTTP_Request_1/ }).click()
    await tree.getByRole('treeitem', { name: /Incoming Call.*Call_Forward_1/ }).click()
    await page.keyboard.press('c')
    await page.keyboard.type('no answer http_request_2')
    await page.keyboard.press('Enter')
    await tree.getByRole('treeitem', { name: /No Answer.*HTTP_Request_2/ }).waitFor()
    await tree.getByRole('treeitem', { name: /No Answer.*HTTP_Request_2/ }).click()
    await page.keyboard.press('Delete')
    await tree.getByRole('treeitem', { name: /No Answer.*leads nowhere/ }).waitFor()
  })
})

describe('tidying', () => {
  it('puts the nodes into rows below each other', async () => {
    await openFlow()
    await node('HTTP_Request_1').click()
    for (let time = 0; time < 20; time += 1) await page.keyboard.press('Alt+Shift+ArrowUp')
    const top = async (name: string) => (await node(name).boundingBox())?.y ?? 0
    await expect.poll(async () => (await top('HTTP_Request_1')) > (await top('Call_Forward_1'))).toBe(false)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Shift+L')
    await expect.poll(async () => (await top('HTTP_Request_1')) > (await top('Call_Forward_1'))).toBe(true)
    await picture(page, 'tidied')
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await top('HTTP_Request_1')) > (await top('Call_Forward_1'))).toBe(false)
  })
})

describe('a node that is dropped onto a line', () => {
  it('is put into it', async () => {
    await openFlow()
    await page.keyboard.press('1')
    const [from, to] = [await node('Start').boundingBox(), await node('Call_Forward_1').boundingBox()]
    if (!from || !to) throw new Error('not on the page')
    const button = await middleOf(page.getByRole('button', { name: 'Call Forward', exact: true }))
    const line = page.locator('.react-flow__edge[data-id="start.incoming_call"] path').first()
    const box = await line.boundingBox()
    if (!box) throw new Error('no line')
    await drag(page, button, { x: box.x + box.width / 2, y: box.y + box.height / 2 })
    await node('Call_Forward_2').waitFor()
    await page.keyboard.press('Control+s')
    await expect
      .poll(async () => (await phloem.api('GET', '/api/flows/guide')).body.edges)
      .toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            from: 'start',
            exit: 'incoming_call',
            to: expect.stringMatching(/^call_forward_/),
          }),
          expect.objectContaining({
            from: expect.stringMatching(/^call_forward_/),
            exit: 'completed',
            to: 'forward',
          }),
        ]),
      )
  })
})

describe('what is drawn', () => {
  it('is saved by itself, as a draft that no call reaches', async () => {
    await openFlow('other')
    const revision = (await phloem.api('GET', '/api/flows/other')).headers.get('etag')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('add call')
    await page.keyboard.press('Enter')
    await page.getByText('Unsaved changes', { exact: true }).waitFor()
    await page.getByText('Saved', { exact: true }).first().waitFor()
    const after = await phloem.api('GET', '/api/flows/other')
    expect(after.headers.get('etag')).not.toBe(revision)
    const { body } = await phloem.api('GET', '/api/flows')
    const flow = body.flows.find(({ id }: { id: string }) => id === 'other')
    expect(flow.publishedVersion).toBeNull()
  })

  it('survives a tab that dies before anything is saved', async () => {
    await openFlow('guide')
    const nodesBefore = (await names()).length
    await page.route('**/api/flows/guide', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    )
    await page.keyboard.press('Control+k')
    await page.keyboard.type('add http')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await names()).length).toBe(nodesBefore + 1)
    await page.getByText('Offline, kept in this browser').waitFor()
    await picture(page, 'offline')
    const other = await page.context().newPage()
    await page.close({ runBeforeUnload: false })
    page = other
    await openFlow('guide')
    await page.getByRole('button', { name: 'Restore' }).click()
    await expect.poll(async () => (await names()).length).toBe(nodesBefore + 1)
    await page.getByText('Saved', { exact: true }).first().waitFor()
  })

  it('does not overwrite what somebody else saved: it asks whose work stays, and undo has both', async () => {
    await openFlow('guide')
    const mine = (await names()).length + 1
    const draft = await phloem.api('GET', '/api/flows/guide')
    await page.keyboard.press('Control+k')
    await page.keyboard.type('add call')
    await page.keyboard.press('Enter')
    await page.getByText('Unsaved changes', { exact: true }).waitFor()
    await phloem.api(
      'PUT',
      '/api/flows/guide',
      { ...draft.body, name: 'Theirs' },
      { 'if-match': draft.headers.get('etag') ?? '' },
    )
    const dialog = page.getByRole('dialog', { name: 'Somebody else saved this flow' })
    await dialog.waitFor()
    await picture(page, 'conflict')
    await dialog.getByRole('button', { name: 'Reload theirs' }).click()
    await expect.poll(() => page.title()).toContain('Theirs')
    expect((await names()).length).toBe(mine - 1)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await names()).length).toBe(mine)
  })
})
