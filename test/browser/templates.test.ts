import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { buildIfChanged } from '../../apps/editor/build-if-changed.ts'
import { seriousFaults } from '../harness/axe.ts'
import { openBrowser, picture } from '../harness/browser.ts'
import { guideFlow, type RunningPhloem, startPhloem } from '../harness/running-phloem.ts'

let phloem: RunningPhloem
let browser: Browser
let page: Page
const errors: string[] = []

/** The guide's flow with a second Call Forward that only a failed dial leads to. */
function branchingFlow(id: string) {
  const flow = guideFlow('https://example.com/report', id)
  const [, forward] = flow.nodes
  flow.name = id
  flow.nodes.push({ ...structuredClone(forward), id: 'backup', name: 'Backup' })
  flow.edges = flow.edges.map((edge: { from: string; exit: string }) =>
    edge.from === 'forward' && edge.exit === 'failed' ? { ...edge, to: 'backup' } : edge,
  )
  flow.edges.push({ from: 'backup', exit: 'completed', to: 'report' })
  flow.layout.backup = { x: 340, y: 260 }
  return flow
}

beforeAll(async () => {
  await buildIfChanged()
  phloem = await startPhloem()
  for (const id of ['typed', 'pasted', 'used', 'previewed', 'called']) {
    await phloem.api('POST', '/api/flows', branchingFlow(id))
  }
  browser = await openBrowser()
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  page = await context.newPage()
  page.setDefaultTimeout(8_000)
  page.on('pageerror', (error) => errors.push(String(error)))
  await page.goto(phloem.loginLink)
  await page.getByRole('heading', { name: 'Flows', exact: true }).waitFor()
})
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await picture(page, `failed-${task.name.replaceAll(/\W+/g, '-')}`)
})
afterAll(async () => {
  await browser?.close()
  await phloem?.[Symbol.asyncDispose]()
})

const node = (name: string) => page.locator('.react-flow__node', { hasText: name })
const field = (label: string) => page.getByRole('textbox', { name: label, exact: true })
const isEditor = (label: string) =>
  field(label).evaluate((element) => element.classList.contains('cm-content'))
const completions = () => page.getByRole('listbox', { name: 'Completions' })
const preview = () => page.locator('.template-preview')
/** Other tests may need the processor too. */
const poll = <T>(read: () => T) => expect.poll(read, { timeout: 6_000 })
const configOf = async (flow: string, id: string) =>
  (await phloem.api('GET', `/api/flows/${flow}`)).body.nodes.find((each: { id: string }) => each.id === id)
    ?.config

async function openNode(flow: string, name: string, firstField: string) {
  await page.goto(`${phloem.url}/flows/${flow}`)
  await node(name).click()
  await poll(() => isEditor(firstField)).toBe(true)
}

async function paste(text: string) {
  await page.evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
  await page.keyboard.press('Control+v')
}

const SLOW_RENDERING_MS = 60

/** React renders what can wait in messages to itself; here they take their time. The editor of texts is held back. */
async function slowlyRenderingTab() {
  const tab = await page.context().newPage()
  await tab.addInitScript((delayMs) => {
    const post = MessagePort.prototype.postMessage
    MessagePort.prototype.postMessage = function (this: MessagePort, message: unknown) {
      setTimeout(() => post.call(this, message), delayMs)
    }
  }, SLOW_RENDERING_MS)
  let letThrough: () => void = () => undefined
  const isLetThrough = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await tab.route('**/template_editor-*.js', async (route) => {
    await isLetThrough
    await route.continue()
  })
  const arrived = tab.waitForResponse('**/template_editor-*.js')
  return { tab, letThrough, arrived, [Symbol.asyncDispose]: () => tab.close() }
}

describe('a template field', () => {
  it('is a plain field until the editor of texts is there, and stays one while it has the focus', async () => {
    let letThrough: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route('**/template_editor-*.js', async (route) => {
      await asked
      await route.continue()
    })
    await page.goto(`${phloem.url}/flows/typed`)
    await node('HTTP_Request_1').click()
    const url = page.getByLabel('URL', { exact: true })
    await url.fill('https://example.com/plain')
    const [before, arrived] = [await url.boundingBox(), page.waitForResponse('**/template_editor-*.js')]
    letThrough()
    await arrived
    await page.waitForTimeout(200)
    expect(await isEditor('URL')).toBe(false)
    await page.getByLabel('Method', { exact: true }).focus()
    await poll(() => isEditor('URL')).toBe(true)
    const height = async () => (await page.locator('.template-editor').first().boundingBox())?.height
    await poll(height).toBe(before?.height)
    expect(await field('URL').textContent()).toBe('https://example.com/plain')
    await page.unroute('**/template_editor-*.js')
  })

  it('keeps the focus that it gets in the moment in which the editor of texts arrives', async () => {
    await using slow = await slowlyRenderingTab()
    const { tab, letThrough, arrived } = slow
    await tab.goto(`${phloem.url}/flows/typed`)
    await tab.locator('.react-flow__node', { hasText: 'HTTP_Request_1' }).click()
    const url = tab.getByLabel('URL', { exact: true })
    await url.waitFor()
    letThrough()
    await arrived
    await url.focus()
    await tab.waitForTimeout(3 * SLOW_RENDERING_MS)
    expect(await url.evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('stays a plain field where the editor of texts never comes', async () => {
    await page.route('**/template_editor-*.js', (route) => route.abort())
    await page.goto(`${phloem.url}/flows/typed`)
    const failed = page.waitForEvent('requestfailed')
    await node('HTTP_Request_1').click()
    await failed
    await page.getByLabel('URL', { exact: true }).fill('https://example.com/{{ "{{Start.call.from" }}}}')
    expect(await field('URL').inputValue()).toBe('https://example.com/{{Start.call.from}}')
    await page.unroute('**/template_editor-*.js')
  })

  it('takes what an input method composes, and undoes it', async () => {
    await openNode('typed', 'HTTP_Request_1', 'URL')
    await field('URL').fill('https://example.com/')
    await page.waitForTimeout(800)
    const browserItself = await page.context().newCDPSession(page)
    for (const text of ['n', 'ni', '你'])
      await browserItself.send('Input.imeSetComposition', { text, selectionStart: 1, selectionEnd: 1 })
    await browserItself.send('Input.insertText', { text: '你' })
    await poll(() => field('URL').textContent()).toBe('https://example.com/你')
    await page.keyboard.press('Control+z')
    await poll(() => field('URL').textContent()).toBe('https://example.com/')
  })

  it('has its label, its hint and its mistakes for those who do not see it', async () => {
    await field('URL').fill('nowhere')
    await page.getByRole('button', { name: 'Validate' }).click()
    await poll(() => field('URL').getAttribute('aria-invalid')).toBe('true')
    const described = (await field('URL').getAttribute('aria-describedby')) ?? ''
    const texts = await Promise.all(
      described.split(' ').map((id) => page.locator(`[id="${id}"]`).textContent()),
    )
    expect(texts.join()).toContain('Your web server.')
    await page.getByText('URL', { exact: true }).click()
    await poll(() => field('URL').evaluate((element) => element === document.activeElement)).toBe(true)
  })

  it('stays in one line, is left by Tab, and is undone by the history of the flow', async () => {
    await field('URL').fill('https://example.com/a')
    await page.waitForTimeout(800)
    await page.keyboard.type('b')
    await page.keyboard.press('Enter')
    expect(await field('URL').textContent()).toBe('https://example.com/ab')
    await page.keyboard.press('Control+z')
    await poll(() => field('URL').textContent()).toBe('https://example.com/a')
    await page.keyboard.press('Control+Shift+z')
    await poll(() => field('URL').textContent()).toBe('https://example.com/ab')
    await page.keyboard.press('Tab')
    expect(await field('URL').evaluate((element) => element === document.activeElement)).toBe(false)
  })

  it('of several lines takes line breaks', async () => {
    await openNode('typed', 'Call_Forward_1', 'From')
    await page.getByText('More settings').click()
    await page.getByText('Call screening').click()
    await field('Confirm prompt').fill('Call from')
    await page.keyboard.press('Enter')
    await page.keyboard.type('{{Start.call.from}}')
    await poll(() => field('Confirm prompt').locator('.cm-line').allTextContents()).toEqual([
      'Call from',
      '{{Start.call.from}}',
    ])
    expect(await field('Confirm prompt').getAttribute('aria-multiline')).toBe('true')
    await openNode('typed', 'HTTP_Request_1', 'URL')
  })

  it('of a row is coloured text until somebody comes to it', async () => {
    expect(await isEditor('Value 1')).toBe(false)
    await field('Key 1').focus()
    await page.keyboard.press('Tab')
    await poll(() => isEditor('Value 1')).toBe(true)
    expect(await page.locator('.template-editor[data-mode="line"]').count()).toBe(2)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('by hand')
    await page.keyboard.press('Shift+Tab')
    await poll(() => isEditor('Value 1')).toBe(false)
    expect(await field('Value 1').inputValue()).toBe('by hand')
    await field('Value 2').fill('filled')
    await field('Key 1').focus()
    expect(await field('Value 2').inputValue()).toBe('filled')
  })
})

describe('the list of variables', () => {
  it('opens at two braces, the nearest node first, and tells what is always set', async () => {
    await openNode('typed', 'HTTP_Request_1', 'URL')
    await field('URL').fill('https://example.com/?a=')
    await page.keyboard.type('{{')
    await completions().waitFor()
    await picture(page, 'completion-light')
    const heads = await page.locator('completion-section').allTextContents()
    expect(heads).toEqual(['Call_Forward_1 always set', 'Backup only if this path ran', 'Start always set'])
    const first = await completions().getByRole('option').first().textContent()
    expect(first).toBe(
      'Call_Forward_1.DialStatusalways set · text · e.g. completed · How the dial ended, as the carrier says it',
    )
  })

  it('narrows while typing, and writes the path with the braces that it lacks', async () => {
    await page.keyboard.type('call.fr')
    await poll(() => completions().getByRole('option').first().textContent()).toContain('call.from')
    await page.keyboard.press('Enter')
    await poll(() => field('URL').textContent()).toBe('https://example.com/?a={{Start.call.from}}')
    await page.keyboard.press('Control+Space')
    await completions().getByText('Backup.state').click()
    await poll(() => field('URL').textContent()).toBe(
      'https://example.com/?a={{Start.call.from}}{{Backup.state}}',
    )
  })

  it('is closed by Escape, which leaves the inspector open', async () => {
    await page.keyboard.press('Control+Space')
    await completions().waitFor()
    await page.keyboard.press('Escape')
    await completions().waitFor({ state: 'hidden' })
    expect(await field('URL').isVisible()).toBe(true)
  })

  it('is the same in the menu beside the field', async () => {
    await page.getByRole('button', { name: 'Insert variable' }).first().click()
    await page.getByRole('combobox', { name: 'Find a variable' }).fill('backup state')
    await page.getByRole('option', { name: /Backup\.state.*only if this path ran/ }).click()
    await poll(() => field('URL').textContent()).toMatch(/\{\{Backup\.state\}\}\{\{Backup\.state\}\}$/)
  })
})

describe('a mistake', () => {
  const marks = () => page.locator('.cm-lintRange-error').allTextContents()

  it('is underlined at its place, and says what was meant', async () => {
    await field('URL').fill('https://example.com/{{Start.call.form}}')
    await poll(marks).toEqual(['Start.call.form'])
    await page.locator('.cm-lintRange-error').hover()
    await page.getByText('Start has no variable "call.form"; did you mean "call.from"?').waitFor()
    await picture(page, 'mistake-light')
    await field('URL').fill('https://example.com/{{Strat.call.from}}')
    await poll(marks).toEqual(['Strat.call.from'])
    await field('URL').fill('https://example.com/{{Start.call.from')
    await poll(async () => (await marks()).join('')).toContain('{{Start.call.from')
    await field('URL').fill('https://example.com/{{Start.call.from}}')
    await poll(marks).toEqual([])
  })

  it('is found in the texts of a JSON body, too', async () => {
    await page.getByLabel('Send as').selectOption('json')
    await page.getByText('More settings').click()
    await field('JSON body').fill('{"caller": "{{Strat.call.from}}", "n": [1, true]}')
    await poll(marks).toEqual(['Strat.call.from'])
    await field('JSON body').fill('{"caller": "{{Start.call.from}}", "n": [1, true]}')
    await poll(marks).toEqual([])
    await page.getByText('Saved', { exact: true }).first().waitFor()
    await poll(async () => (await configOf('typed', 'report')).body).toEqual({
      caller: '{{Start.call.from}}',
      n: [1, true],
    })
    await picture(page, 'json-light')
  })
})

describe('a paste', () => {
  const GARBLED = '{{ "{{Start.call.from" }}}}'

  it('of what the guide prints becomes the template that it means, in any field', async () => {
    await openNode('pasted', 'Call_Forward_1', 'From')
    await field('From').fill('')
    await paste(GARBLED)
    expect(await field('From').textContent()).toBe('{{Start.call.from}}')
    await field('To').fill('')
    await paste(`${GARBLED}\n+12025550102`)
    expect(await field('To').textContent()).toBe('{{Start.call.from}} +12025550102')
    await openNode('pasted', 'HTTP_Request_1', 'URL')
    await field('Value 1').fill('')
    await paste(GARBLED)
    expect(await field('Value 1').textContent()).toBe('{{Start.call.from}}')
    await page.getByLabel('Send as').selectOption('json')
    await page.getByText('More settings').click()
    await field('JSON body').fill('')
    await page.keyboard.type('"')
    await paste(GARBLED)
    await page.keyboard.type('"')
    expect(await field('JSON body').textContent()).toBe('"{{Start.call.from}}"')
  })

  it('of lines with keys and values becomes rows', async () => {
    await page.getByLabel('Send as').selectOption('form')
    await page.getByRole('button', { name: 'Add row' }).first().click()
    await poll(() => field('Key 6').evaluate((element) => element === document.activeElement)).toBe(true)
    await paste('a={{Start.call.to}}\nb: two')
    expect(await field('Key 6').inputValue()).toBe('a')
    expect(await field('Value 6').inputValue()).toBe('{{Start.call.to}}')
    expect(await field('Value 7').inputValue()).toBe('two')
  })
})

describe('deleting a node', () => {
  const dialog = () => page.getByRole('dialog', { name: /use/ })

  it('shows first where its variables are used, and leads there', async () => {
    await page.goto(`${phloem.url}/flows/used`)
    await node('Call_Forward_1').click()
    await page.locator('.react-flow__node.selected').focus()
    await page.keyboard.press('Delete')
    await page.getByRole('dialog', { name: '5 places use Call_Forward_1' }).waitFor()
    await picture(page, 'deleting-light')
    expect(await node('Call_Forward_1').count()).toBe(1)
    await dialog()
      .getByRole('button', { name: /HTTP_Request_1.*\{\{Call_Forward_1\.DialRingStatus\}\}/ })
      .click()
    await dialog().waitFor({ state: 'hidden' })
    await poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Value 2')
  })

  it('can be left alone, or done anyway, and undone', async () => {
    await node('Call_Forward_1').click()
    await page.getByRole('button', { name: 'Delete Call_Forward_1' }).click()
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    expect(await node('Call_Forward_1').count()).toBe(1)
    await page.locator('.react-flow__node.selected').focus()
    await page.keyboard.press('Control+Backspace')
    await dialog().getByRole('button', { name: 'Delete anyway' }).click()
    await poll(() => node('Call_Forward_1').count()).toBe(0)
    await page.keyboard.press('Control+z')
    await poll(() => node('Call_Forward_1').count()).toBe(1)
  })

  it('asks nothing when nobody uses it', async () => {
    await node('Backup').click()
    await page.locator('.react-flow__node.selected').focus()
    await page.keyboard.press('Delete')
    await poll(() => node('Backup').count()).toBe(0)
    expect(await dialog().count()).toBe(0)
  })

  it('together with those that use it asks nothing either', async () => {
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await poll(() => page.locator('.react-flow__node').count()).toBe(1)
    expect(await dialog().count()).toBe(0)
  })
})

describe('the preview', () => {
  it('shows samples before anything has happened', async () => {
    await openNode('previewed', 'HTTP_Request_1', 'URL')
    await field('URL').fill('https://example.com/?from={{Start.call.from}}')
    await poll(() => preview().textContent()).toMatch(/\?from=%2B14155550100\s*sample$/)
    await picture(page, 'preview-light')
  })

  it('shows the values of the last simulation, also when it has been closed', async () => {
    await page.keyboard.press('Control+Enter')
    await page.getByText('Simulation – Completed').waitFor()
    await page.getByRole('button', { name: 'Close simulation' }).click()
    await field('Value 1').focus()
    await poll(() => preview().textContent()).toMatch(/completed\s*from the simulation$/)
    await field('Value 2').fill('{{upper Call_Forward_1.state}} {{Backup.state}}')
    await poll(() => preview().textContent()).toMatch(
      /COMPLETED completed\s*from the simulation; sample of Backup$/,
    )
  })

  it('shows the values of the last call, and when that was', async () => {
    const [{ number }] = (await phloem.api('GET', '/api/numbers')).body.numbers
    await phloem.api('PUT', `/api/numbers/${encodeURIComponent(number)}`, { flowId: 'called' })
    const placed = await phloem.api('POST', '/api/simulator/calls', {
      from: '+14155550123',
      to: number,
      legs: [{ outcome: 'completed' }],
      speed: 1000,
    })
    await poll(async () => (await phloem.api('GET', `/api/calls/${placed.body.callUUID}`)).body.status).toBe(
      'ended',
    )
    await openNode('called', 'HTTP_Request_1', 'URL')
    await field('URL').fill('https://example.com/?from={{Start.call.from}}')
    await poll(() => preview().textContent()).toMatch(/\?from=%2B14155550123\s*from the call of \d+:\d\d/)
  })
})

describe.each(['light', 'dark'] as const)(
  'in the %s theme no serious fault of accessibility has',
  (theme) => {
    beforeAll(async () => {
      await page.emulateMedia({ colorScheme: theme })
    })

    it('the form with its coloured rows', async () => {
      await openNode('called', 'HTTP_Request_1', 'URL')
      await picture(page, `templates-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
    })

    it('a field with a preview, and one with a mistake', async () => {
      await field('Value 1').focus()
      await preview().waitFor()
      await picture(page, `preview-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await field('URL').fill('https://example.com/{{Strat.x}}')
      await page.locator('.cm-lintRange-error').waitFor()
      expect(await seriousFaults(page)).toEqual([])
    })

    it('the list of variables', async () => {
      await page.keyboard.type('{{')
      await completions().waitFor()
      await picture(page, `completion-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
    })

    it('the dialog before deleting', async () => {
      await node('Call_Forward_1').click()
      await page.getByRole('button', { name: 'Delete Call_Forward_1' }).click()
      await page.getByRole('dialog', { name: /places use/ }).waitFor()
      await picture(page, `deleting-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await page.keyboard.press('Escape')
    })
  },
)

it('fits a narrow window', async () => {
  await page.setViewportSize({ width: 390, height: 800 })
  await openNode('typed', 'HTTP_Request_1', 'URL')
  await field('URL').fill('https://example.com/a/long/way/{{')
  await page.keyboard.press('Control+Space')
  await completions().waitFor()
  await picture(page, 'completion-narrow')
  const box = await completions().boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
})

it('showed no error on the way', () => {
  expect(errors).toEqual([])
})
