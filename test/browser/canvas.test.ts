import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { alongLine, drag, middleOf, picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let page: Page
let flows = 0

beforeAll(async () => {
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
})
afterAll(() => opened?.[Symbol.asyncDispose]())

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })

async function command(words: string) {
  await page.keyboard.press('Control+k')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
}

/** A flow of its own for each story; answers its id. */
async function openFlow(change: (document: ReturnType<typeof guideFlow>) => void = () => undefined) {
  flows += 1
  const document = guideFlow('https://example.com/report', `canvas-${flows}`)
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
    const { status, body } = await phloem.api('POST', `/api/flows/canvas-${flows}/publish`, {})
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

const exit = (name: string, id: string) => node(name).locator(`[data-handleid="${id}"]`)
const plus = (name: string, id: string) => node(name).locator(`[data-adds-to="${id}"]`)
const quickAdd = () => page.getByRole('dialog', { name: 'Add a node' })

describe('quick-add', () => {
  beforeAll(() => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }))

  it('opens at the plus of an exit, adds, connects and opens the inspector', async () => {
    const id = await openFlow()
    expect(await plus('Start', 'incoming_message').count()).toBe(0)
    expect(await plus('Call_Forward_1', 'completed').count()).toBe(0)
    const place = await middleOf(plus('HTTP_Request_1', 'success'))
    await plus('HTTP_Request_1', 'success').click()
    const list = await quickAdd().boundingBox()
    expect(Math.abs((list?.x ?? 0) - place.x)).toBeLessThan(40)
    await picture(page, 'quick-add-light')
    expect(await seriousFaults(page)).toEqual([])
    expect(await quickAdd().getByRole('option').allTextContents()).toEqual(['Call Forward', 'HTTP Request'])
    await page.keyboard.press('Enter')
    await node('Call_Forward_2').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-field')))
      .toBe('name')
    const { edges, nodes } = await saved(id)
    expect(edges).toContainEqual({ from: nodes[2].id, exit: 'success', to: nodes[3].id })
    expect(await plus('HTTP_Request_1', 'success').count()).toBe(0)
  })

  it('puts the next one beside what stands there already', async () => {
    await plus('HTTP_Request_1', 'failed').click()
    await page.keyboard.type('http')
    await page.keyboard.press('Enter')
    await node('HTTP_Request_2').waitFor()
    const [one, other] = [
      await node('Call_Forward_2').boundingBox(),
      await node('HTTP_Request_2').boundingBox(),
    ]
    expect((other?.x ?? 0) >= (one?.x ?? 0) + (one?.width ?? 0)).toBe(true)
  })

  it('opens where the canvas is clicked twice, inside the window, and zooms nothing', async () => {
    await openFlow()
    const before = await node('Start').boundingBox()
    await page.mouse.dblclick(1000, 880)
    await quickAdd().waitFor()
    const list = await quickAdd().boundingBox()
    expect((list?.y ?? 0) + (list?.height ?? 0)).toBeLessThan(900)
    await page.keyboard.press('Escape')
    await expect.poll(() => quickAdd().count()).toBe(0)
    expect(await node('Start').boundingBox()).toEqual(before)
    await page.mouse.dblclick(800, 700)
    await page.keyboard.press('Enter')
    const added = await node('Call_Forward_2').boundingBox()
    expect(Math.abs((added?.x ?? 0) + (added?.width ?? 0) / 2 - 800)).toBeLessThan(16)
  })

  it('opens at the pointer with N, and where a wire is dropped', async () => {
    await openFlow()
    await page.mouse.move(880, 640)
    await page.keyboard.press('n')
    const list = await quickAdd().boundingBox()
    expect([Math.round(list?.x ?? 0), Math.round(list?.y ?? 0)]).toEqual([880, 640])
    await page.keyboard.press('Escape')
    await drag(page, await middleOf(exit('HTTP_Request_1', 'success')), { x: 500, y: 760 })
    await quickAdd().waitFor()
    await page.keyboard.press('Enter')
    await node('Call_Forward_2').waitFor()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(6)
  })

  it('is in reach of the keyboard: the command that connects adds too', async () => {
    await openFlow()
    await node('HTTP_Request_1').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('c')
    await page.keyboard.type('failed new call')
    await page.keyboard.press('Enter')
    await node('Call_Forward_2').waitFor()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(6)
  })

  it('has no serious fault of accessibility in the dark theme and in narrow windows', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.keyboard.press('Escape')
    await page.mouse.move(700, 700)
    await page.keyboard.press('n')
    await quickAdd().waitFor()
    await picture(page, 'quick-add-dark')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
  })
})

const line = (id: string) => page.locator(`.react-flow__edge[data-id="${id}"]`)

describe('a line', () => {
  beforeAll(() => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }))

  it('shows its tools under the pointer: a node is put into it, and there is room for it', async () => {
    const id = await openFlow()
    const before = await node('HTTP_Request_1').boundingBox()
    await pointAt('start.incoming_call')
    await page.getByRole('button', { name: 'Insert a node into Start: Incoming Call' }).click()
    await quickAdd().waitFor()
    await page.keyboard.type('http')
    await page.keyboard.press('Enter')
    await node('HTTP_Request_2').waitFor()
    const { nodes, edges } = await saved(id)
    expect(edges[0]).toEqual({ from: 'start', exit: 'incoming_call', to: nodes[3].id })
    expect(edges).toContainEqual({ from: nodes[3].id, exit: 'success', to: 'forward' })
    expect((await node('HTTP_Request_1').boundingBox())?.y).toBeGreaterThan((before?.y ?? 0) + 100)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await node('HTTP_Request_1').boundingBox())?.y).toBe(before?.y)
  })

  it('is deleted by its tools, which leave with the pointer', async () => {
    await openFlow()
    await pointAt('start.incoming_call')
    const cross = page.getByRole('button', { name: 'Delete Start: Incoming Call' })
    await cross.waitFor()
    await page.mouse.move(400, 700)
    await expect.poll(() => cross.count()).toBe(0)
    await pointAt('start.incoming_call')
    await cross.click()
    await expect.poll(() => line('start.incoming_call').count()).toBe(0)
  })

  it.each(['light', 'dark'] as const)(
    'has no serious fault of accessibility in the %s theme',
    async (theme) => {
      await page.emulateMedia({ colorScheme: theme })
      await openFlow()
      await page.mouse.click(...(await offTools('start.incoming_call')))
      await page.getByRole('button', { name: 'Insert a node into Start: Incoming Call' }).waitFor()
      await picture(page, `line-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('n')
      await page.keyboard.press('Enter')
      await node('Call_Forward_2').waitFor()
      await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(6)
    },
  )

  it('is cut and filled by the keyboard', async () => {
    await openFlow()
    await node('Start').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('c')
    await page.keyboard.type('incoming call new http')
    await page.keyboard.press('Enter')
    await node('HTTP_Request_2').waitFor()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(6)
    await page.keyboard.press('Escape')
    await node('Start').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('c')
    await page.keyboard.type('incoming call nowhere')
    await page.keyboard.press('Enter')
    await expect.poll(() => line('start.incoming_call').count()).toBe(0)
  })
})

/** From elsewhere, as a pointer that rests enters nothing. */
async function pointAt(id: string) {
  await page.mouse.move(400, 700)
  await page.mouse.move(...(await alongLine(line(id), 0.5)))
}

/** Where the pointer meets the line before its tools. */
const offTools = (id: string) => alongLine(line(id), 0.9)

describe('a node that leaves a gap', () => {
  beforeAll(() => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }))
  const offer = () => page.getByRole('button', { name: /Close the gap/ })

  it('offers to close it, by the pointer and by the keyboard, each undone for itself', async () => {
    await openFlow()
    await node('Call_Forward_1').click()
    await node('Call_Forward_1').focus()
    await page.keyboard.press('Delete')
    // The report's templates name it.
    await page.getByRole('button', { name: 'Delete anyway' }).click()
    await offer().waitFor()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(0)
    await picture(page, 'gap-light')
    expect(await seriousFaults(page)).toEqual([])
    await offer().click()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(1)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(5)

    await node('Call_Forward_1').focus()
    await page.keyboard.press('Delete')
    // The report's templates name it.
    await page.getByRole('button', { name: 'Delete anyway' }).click()
    await offer().waitFor()
    await page.keyboard.press('Control+Backspace')
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(1)
  })

  it('is not asked about where the ways part, or nothing leads on', async () => {
    await openFlow()
    await node('HTTP_Request_1').click()
    await node('HTTP_Request_1').focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => page.locator('.react-flow__node').count()).toBe(2)
    expect(await offer().count()).toBe(0)
  })
})

describe('the exits of a node', () => {
  beforeAll(() => page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' }))
  const targets = () =>
    page
      .locator('.react-flow__edge')
      .evaluateAll((lines) =>
        lines.map((line) => line.getAttribute('data-id')).filter((id) => /forward/.test(id ?? '')),
      )

  it('are led to one node all at once, as one step, by the other button of the mouse', async () => {
    await openFlow((document) => {
      document.edges = document.edges.slice(0, 1)
    })
    await exit('Call_Forward_1', 'no_answer').click({ button: 'right' })
    await page.getByRole('dialog', { name: 'Connect this exit' }).waitFor()
    await picture(page, 'exit-menu-light')
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole('option', { name: 'All exits → HTTP_Request_1' }).click()
    await expect.poll(targets).toHaveLength(4)
    await page.keyboard.press('Control+z')
    await expect.poll(targets).toHaveLength(0)
  })

  it('are so by a command too', async () => {
    await node('Call_Forward_1').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Shift+C')
    await page.keyboard.type('http')
    await page.keyboard.press('Enter')
    await expect.poll(targets).toHaveLength(4)
  })
})

describe('what was cut', () => {
  it('comes back where it was, with the lines that led in', async () => {
    const id = await openFlow()
    const before = await node('Call_Forward_1').boundingBox()
    await node('Call_Forward_1').focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Control+x')
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(0)
    await page.keyboard.press('Control+Shift+V')
    await node('Call_Forward_1').waitFor()
    await expect.poll(() => page.locator('.react-flow__edge').count()).toBe(1)
    expect(await node('Call_Forward_1').boundingBox()).toEqual(before)
    expect((await saved(id)).edges[0]).toMatchObject({ from: 'start', exit: 'incoming_call' })
  })
})

describe('finding', () => {
  it('goes on with f and back with Shift F, and asks while there is nothing to find', async () => {
    await openFlow((document) => {
      document.notes = [{ id: 'n', text: 'Why we report', position: { x: 400, y: 300 } }]
    })
    const selected = () =>
      page.locator('.react-flow__node.selected').evaluateAll((nodes) => nodes[0]?.getAttribute('data-id'))
    await page.keyboard.press('f')
    await page.getByRole('combobox', { name: 'Find in this flow' }).fill('report')
    await page.keyboard.press('Enter')
    await expect.poll(selected).toBe('n')
    await page.keyboard.press('f')
    await expect.poll(selected).toBe('report')
    await page.keyboard.press('f')
    await expect.poll(selected).toBe('n')
    await page.keyboard.press('Shift+F')
    await expect.poll(selected).toBe('report')
  })
})

describe('the panel', () => {
  const panel = async () =>
    (await page.getByRole('complementary', { name: 'Flow' }).boundingBox())?.width ?? 0
  const separator = () => page.getByRole('separator', { name: 'Width of the panel' })

  it('is as wide as it was left, by the mouse or the keys', async () => {
    await openFlow()
    await page.evaluate(() => localStorage.removeItem('phloem.panelWidth'))
    await page.reload()
    await node('Start').waitFor()
    await expect.poll(panel).toBe(384)
    const { x, y } = await middleOf(separator())
    await drag(page, { x, y }, { x: x - 100, y })
    await expect.poll(panel).toBeGreaterThan(470)
    await separator().focus()
    await page.keyboard.press('Home')
    await expect.poll(panel).toBe(320)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(panel).toBe(336)
    expect(await separator().getAttribute('aria-valuenow')).toBe('336')
    expect(await seriousFaults(page)).toEqual([])
    await page.reload()
    await node('Start').waitFor()
    await expect.poll(panel).toBe(336)
    await separator().dblclick()
    await expect.poll(panel).toBe(384)
  })

  it('has no separator where it lies over the canvas', async () => {
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await separator().isVisible()).toBe(false)
    await page.keyboard.press('n')
    await quickAdd().waitFor()
    await picture(page, 'narrow')
    expect(await seriousFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('a large flow', () => {
  const overview = () => page.locator('.react-flow__panel svg[viewBox]:not([width])')

  beforeAll(async () => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await openFlow((document) => {
      const [start, , report] = document.nodes
      const reports = Array.from({ length: 198 }, (_, index) => ({
        ...report,
        id: `r${index}`,
        name: `Report_${index}`,
        config: { ...report.config, pairs: [] },
      }))
      document.nodes = [start, ...reports]
      document.edges = [
        { from: 'start', exit: 'incoming_call', to: 'r0' },
        ...reports.slice(1).map(({ id }, index) => ({ from: `r${index}`, exit: 'success', to: id })),
      ]
      document.layout = Object.fromEntries([
        ['start', { x: 0, y: 0 }],
        ...reports.map(({ id }, index) => [id, { x: 0, y: 200 + index * 200 }]),
      ])
    })
  })

  it('opens where it begins, and draws only what is in view', async () => {
    expect(await node('Start').isVisible()).toBe(true)
    expect(await page.locator('.react-flow__node').count()).toBeLessThan(20)
  })

  it('is checked beside the page', async () => {
    await expect.poll(() => page.workers().length).toBe(1)
    await node('Report_0').click()
    await page.getByLabel('URL', { exact: true }).fill('')
    await page.getByRole('button', { name: '1 error' }).waitFor()
    await page.keyboard.press('Control+z')
    await page.getByRole('button', { name: '197 notes' }).waitFor()
  })

  it('leads the focus to nodes that were out of view', async () => {
    await command('report_180')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
      .toContain('Report_180')
    await page.keyboard.press('ArrowDown')
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
      .toContain('Report_181')
  })

  it('has an overview that leads anywhere, and goes when asked to', async () => {
    const { x, y } = await middleOf(overview())
    const height = (await overview().boundingBox())?.height ?? 0
    await picture(page, 'overview-light')
    await page.mouse.click(x, y - height / 2 + 1)
    await expect.poll(() => node('Start').count()).toBe(1)
    expect(await seriousFaults(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'overview-dark')
    expect(await seriousFaults(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await overview().isVisible()).toBe(false)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.keyboard.press('m')
    await expect.poll(() => overview().count()).toBe(0)
  })
})
