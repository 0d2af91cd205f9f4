import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../harness/axe.ts'
import { picture } from '../harness/browser.ts'
import { openLoggedInBrowser, type PhloemInBrowser } from '../harness/logged-in-browser.ts'
import { type ReportServer, startReportServer } from '../harness/report-server.ts'
import { guideFlow, type RunningPhloem } from '../harness/running-phloem.ts'

let opened: PhloemInBrowser
let phloem: RunningPhloem
let page: Page
let server: ReportServer

beforeAll(async () => {
  server = await startReportServer()
  opened = await openLoggedInBrowser()
  ;({ phloem, page } = opened)
})
afterAll(async () => {
  await opened?.[Symbol.asyncDispose]()
  await server?.close()
})

const drawer = () => page.getByRole('region', { name: 'Simulate' })
const node = (name: string) => page.locator('.react-flow__node', { hasText: name })

async function openFlow(id: string) {
  await page.goto(`${phloem.url}/flows/${id}`)
  await node('Call_Forward_1').waitFor()
}

describe('a simulation', () => {
  it('plays the draft as it is told to, and lights the path', async () => {
    await phloem.api('POST', '/api/flows', {
      ...guideFlow('https://example.com/c', 'played'),
      name: 'Played',
    })
    await openFlow('played')
    await page.getByRole('button', { name: 'Simulate', exact: true }).click()
    await drawer().getByText('Step 4 of 4').waitFor()
    await page.getByText('Simulation – Completed').waitFor()

    await drawer().getByLabel('Call_Forward_1', { exact: true }).selectOption({ label: 'Nobody picks up' })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Simulation – No Answer').waitFor()
    await drawer().getByText('Step 3 of 3').waitFor()
    await picture(page, 'simulation')
    await drawer()
      .getByText(/The dial ended: no-answer/)
      .waitFor()

    await drawer().getByRole('button', { name: 'Step back' }).click()
    await drawer().getByText('Step 2 of 3').waitFor()
  })

  it('sends nothing, and makes no call', async () => {
    const { body } = await phloem.api('GET', '/api/calls')
    expect(body.calls).toEqual([])
    expect((await phloem.api('GET', '/api/deliveries')).body.deliveries).toEqual([])
  })

  it('says when the flow is another by now, and what is wrong with one that can not run', async () => {
    await page.keyboard.press('Control+k')
    await page.keyboard.type('add http')
    await page.keyboard.press('Enter')
    await drawer().getByText('The flow was changed since').waitFor()
    await page.keyboard.press('Control+Enter')
    await drawer().getByRole('alert').first().waitFor()
    await picture(page, 'simulation-refused')
  })
})

describe('the details of a simulation', () => {
  it('are the caller, how long it rings and the cause of the hang-up', async () => {
    await phloem.api('POST', '/api/flows', { ...guideFlow(server.url, 'detailed'), name: 'Detailed' })
    await openFlow('detailed')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Simulation – Completed').waitFor()
    await drawer().getByLabel('Caller', { exact: true }).fill('+442079460123')
    await drawer().getByLabel('Call_Forward_1', { exact: true }).selectOption({ label: 'Busy or rejected' })
    await drawer().getByLabel('Rings for (s) at Call_Forward_1').fill('7')
    await drawer().getByLabel('Hang-up cause at Call_Forward_1').fill('CALL_REJECTED')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Simulation – Busy/Rejected').waitFor()
    await drawer()
      .getByText(/\+442079460123 called/)
      .waitFor()
    await drawer().getByText('Step 3 of 3').waitFor()
    await picture(page, 'simulation-details')
  })

  it('send a request for real only where it is chosen, and say so', async () => {
    expect(server.received).toEqual([])
    await drawer().getByLabel('HTTP_Request_1', { exact: true }).selectOption({ label: 'Really send it' })
    await drawer().getByText('Sends real requests').waitFor()
    await page.keyboard.press('Control+Enter')
    await drawer().getByText('Real request sent').waitFor()
    await picture(page, 'simulation-real')
    const [received] = await server.atLeast(1)
    expect(received?.headers['phloem-simulation']).toBe('detailed')
    expect(received?.pairs).toContainEqual(['DialHangupCause', 'CALL_REJECTED'])
    await drawer().getByLabel('HTTP_Request_1', { exact: true }).selectOption({ label: 'Not sent' })
  })
})

describe('scenarios', () => {
  const toasts = (text: string) => page.getByText(text).first().waitFor()

  it('keep a simulated call under a name that is proposed', async () => {
    await page.keyboard.press('Control+Enter')
    await drawer().getByText('Step 3 of 3').waitFor()
    await drawer().getByRole('button', { name: 'Keep as a scenario…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Keep as a scenario' })
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Busy/Rejected')
    await page.keyboard.press('Enter')
    await toasts('“Busy/Rejected” is kept with the flow.')

    await drawer().getByLabel('Call_Forward_1', { exact: true }).selectOption({ label: 'Somebody answers' })
    await page.keyboard.press('Control+Enter')
    await drawer().getByText('Step 4 of 4').waitFor()
    await drawer().getByRole('button', { name: 'Keep as a scenario…' }).click()
    await dialog.getByLabel('Name').fill('Answered')
    await page.keyboard.press('Enter')
    await toasts('“Answered” is kept with the flow.')
  })

  it('all run with one key, and paint the exits that they take', async () => {
    await page.keyboard.press('Control+Shift+Enter')
    await toasts('All 2 scenarios went as expected.')
    await drawer().getByText('3 of 5 exits are taken by a scenario.').waitFor()
    await drawer().getByLabel('Show on the canvas').check({ force: true })
    await expect.poll(() => node('Call_Forward_1').getByText('taken by no scenario').count()).toBe(2)
    await picture(page, 'coverage')
  })

  it('tell where the draft goes another way, and take that for what is expected from now on', async () => {
    await node('HTTP_Request_1').click()
    await page.getByLabel('URL', { exact: true }).fill('https://example.com/elsewhere')
    await page.keyboard.press('Control+Shift+Enter')
    await toasts('2 of 2 scenarios went another way.')
    await drawer().getByText('https://example.com/elsewhere').first().waitFor()
    await picture(page, 'scenario-differs')
    await drawer().getByRole('button', { name: 'Expect this of Answered' }).click()
    await drawer().getByText('As expected').waitFor()
  })

  it('open as the call that they are', async () => {
    await drawer().getByRole('button', { name: 'Open Busy/Rejected' }).click()
    await page.getByText('Simulation – Busy/Rejected').waitFor()
    expect(await drawer().getByLabel('Hang-up cause at Call_Forward_1').inputValue()).toBe('CALL_REJECTED')
  })

  it.each(['light', 'dark'] as const)(
    'stand on a page without serious faults of accessibility, %s',
    async (theme) => {
      await page.emulateMedia({ colorScheme: theme })
      await drawer()
        .getByRole('tab', { name: /Scenarios/ })
        .click()
      await drawer().getByText('Answered', { exact: true }).first().waitFor()
      await picture(page, `scenarios-${theme}`)
      expect(await seriousFaults(page)).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
    },
  )

  it('are deleted one by one', async () => {
    await drawer().getByRole('button', { name: 'Delete Answered' }).click()
    await drawer().getByRole('button', { name: 'Delete Busy/Rejected' }).click()
    await drawer()
      .getByText(/A simulation that you keep/)
      .waitFor()
  })
})
