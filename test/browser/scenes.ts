import type { Page } from 'playwright-core'
import { type BrowserOptions, openLoggedInBrowser } from '../harness/logged-in-browser.ts'
import { startReportServer } from '../harness/report-server.ts'
import { fillWithWork, NO_WORK, type WorkOfADay } from '../harness/work-of-a-day.ts'

/** One thing that the editor can show: looked at by the test of accessibility, and taken a picture of by `screens.ts`. */
export interface Scene {
  /** Also the name of its picture. */
  name: string
  title: string
  /** In a Phloem after a day of work, or in one that has just been started. */
  phloem: 'worked_with' | 'fresh'
  path: (work: WorkOfADay) => string
  /** A text that is there once the page is. */
  shows: string
  /** What a person does then. */
  then?: (page: Page) => Promise<void>
  /** Also on a telephone. */
  isNarrowToo?: true
}

const worked = (scene: Omit<Scene, 'phloem' | 'path'> & { path: string | Scene['path'] }): Scene => {
  const { path } = scene
  return { ...scene, phloem: 'worked_with', path: typeof path === 'string' ? () => path : path }
}
const fresh = (scene: Omit<Scene, 'phloem' | 'path'> & { path: string }): Scene => ({
  ...scene,
  phloem: 'fresh',
  path: () => scene.path,
})

const node = (page: Page, name: string) => page.locator('.react-flow__node', { hasText: name })
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const press =
  (keys: string, thenShows: string) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press(keys)
    await page.getByText(thenShows).first().waitFor()
  }

/** In the order of the gallery. */
export const scenes: readonly Scene[] = [
  worked({
    name: 'flows',
    title: 'The front page',
    path: '/flows',
    shows: 'Support line',
    isNarrowToo: true,
  }),
  worked({
    name: 'choose-use-case',
    title: 'Create New Flow',
    path: '/flows',
    shows: 'Support line',
    then: async (page) => {
      await button(page, 'Create New Flow').first().click()
      await page.getByText('Build my own').waitFor()
    },
    isNarrowToo: true,
  }),
  worked({
    name: 'delete-flow',
    title: 'Deleting a flow',
    path: '/flows',
    shows: 'Support line',
    then: async (page) => {
      await page.getByRole('button', { name: 'Actions for Support line' }).click()
      await page.getByRole('menuitem', { name: 'Delete' }).click()
      await page.getByRole('dialog').waitFor()
    },
  }),

  worked({
    name: 'editor',
    title: 'The editor',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    isNarrowToo: true,
  }),
  worked({
    name: 'editor-call-forward',
    title: 'Configuring Call Forward',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await node(page, 'Call_Forward_1').click()
      await page.getByLabel('To', { exact: true }).waitFor()
    },
  }),
  worked({
    name: 'editor-http-request',
    title: 'Configuring HTTP Request',
    path: '/flows/guide',
    shows: 'HTTP_Request_1',
    then: async (page) => {
      await node(page, 'HTTP_Request_1').click()
      await page.getByLabel('URL', { exact: true }).waitFor()
    },
    isNarrowToo: true,
  }),
  worked({
    name: 'editor-information',
    title: 'What there is to know of a node',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await node(page, 'Call_Forward_1').click()
      await page.getByRole('tab', { name: 'Information' }).click()
      await page.getByRole('heading', { name: 'Variables' }).first().waitFor()
    },
  }),
  worked({
    name: 'outline',
    title: 'The outline',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await page.getByRole('tab', { name: 'Outline' }).click()
      await page.getByRole('tree', { name: 'Outline' }).waitFor()
    },
  }),
  worked({
    name: 'problems',
    title: 'Problems',
    path: '/flows/support-line',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await page.getByRole('button', { name: /\d errors?/ }).click()
      await page.getByRole('region', { name: 'Problems' }).waitFor()
    },
    isNarrowToo: true,
  }),
  worked({
    name: 'simulate',
    title: 'Simulating the draft',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: press('Control+Enter', 'Simulation – Completed'),
  }),
  worked({
    name: 'scenarios',
    title: 'Scenarios, and the exits that they take',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await page.keyboard.press('Control+Shift+Enter')
      await page.getByText(/exits are taken by a scenario/).waitFor()
      await page.getByLabel('Show on the canvas').check({ force: true })
    },
  }),
  worked({
    name: 'template',
    title: 'Variables, while they are typed',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await node(page, 'HTTP_Request_1').click()
      const url = page.getByLabel('URL', { exact: true })
      await url.click()
      await page.locator('.cm-editor').first().waitFor()
      await url.press('End')
      await page.keyboard.type('?of={{')
      await page.getByRole('listbox').waitFor()
    },
  }),
  worked({
    name: 'counts',
    title: 'How often each exit was taken',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await page.getByRole('button', { name: /^Counts/ }).click()
      await page.getByLabel('Period').waitFor()
    },
  }),
  worked({
    name: 'compare',
    title: 'Two versions on the canvas',
    path: '/flows/guide/compare?base=1&head=2',
    shows: 'changed',
    isNarrowToo: true,
  }),
  worked({
    name: 'publish',
    title: 'Publishing',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await page.getByLabel('Flow name').fill('Front desk')
      await button(page, 'Publish').click()
      await page.getByRole('dialog', { name: 'Publish' }).waitFor()
    },
  }),
  worked({
    name: 'versions',
    title: 'Versions',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await press('v', 'The first that callers meet')(page)
      await page.getByText('The first that callers meet').click()
    },
  }),
  worked({
    name: 'history',
    title: 'History',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await button(page, 'HTTP Request').click()
      await page.keyboard.press('Control+k')
      await page.keyboard.type('history')
      await page.keyboard.press('Enter')
      await page.getByText('As it was opened').waitFor()
    },
  }),
  worked({
    name: 'commands',
    title: 'The command palette',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: press('Control+k', 'Find in this flow…'),
    isNarrowToo: true,
  }),
  worked({
    name: 'connect',
    title: 'Connecting an exit by keyboard',
    path: '/flows/support-line',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await node(page, 'Call_Forward_1').click()
      await node(page, 'Call_Forward_1').press('c')
      await page.getByText('Failed → HTTP_Request_1').waitFor()
    },
  }),
  worked({
    name: 'shortcuts',
    title: 'Every key',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: press('Shift+?', 'With the pointer'),
  }),
  worked({
    name: 'test-call',
    title: 'A test call',
    path: '/flows/guide',
    shows: 'Call_Forward_1',
    then: async (page) => {
      await button(page, 'Test call').click()
      await page.getByLabel('Caller number').waitFor()
      await page.getByText('+12025550102').first().waitFor()
    },
    isNarrowToo: true,
  }),

  worked({ name: 'numbers', title: 'Numbers', path: '/numbers', shows: 'Front desk', isNarrowToo: true }),
  worked({
    name: 'number',
    title: 'Number Configuration',
    path: ({ number }) => `/numbers?number=${encodeURIComponent(number)}`,
    shows: 'Update Number',
  }),
  worked({
    name: 'add-number',
    title: 'Adding a number',
    path: '/numbers',
    shows: 'Front desk',
    then: async (page) => {
      await button(page, 'Add a number').click()
      await page.getByRole('dialog').waitFor()
    },
  }),

  worked({ name: 'calls', title: 'Calls', path: '/calls', shows: '+14155550133', isNarrowToo: true }),
  worked({
    name: 'call',
    title: 'A call, webhook by webhook',
    path: ({ callUUID }) => `/calls/${callUUID}`,
    shows: 'Completed',
    isNarrowToo: true,
  }),
  worked({
    name: 'call-canvas',
    title: 'The path of a call',
    path: ({ callUUID }) => `/calls/${callUUID}?tab=canvas`,
    shows: 'HTTP_Request_1',
  }),
  worked({
    name: 'call-reports',
    title: 'The reports of a call',
    path: ({ callUUID }) => `/calls/${callUUID}?tab=reports`,
    shows: '/dial-status',
  }),

  worked({
    name: 'deliveries',
    title: 'Deliveries',
    path: '/deliveries',
    shows: '/refused',
    isNarrowToo: true,
  }),
  worked({
    name: 'delivery',
    title: 'A report that was given up, with its attempts',
    path: '/deliveries?state=dead',
    shows: '/refused',
    then: async (page) => {
      await page.getByRole('main').locator('summary').first().click()
      await page.getByText('webhook-id').first().waitFor()
    },
  }),
  worked({
    name: 'destinations',
    title: 'Destinations',
    path: '/deliveries?tab=destinations',
    shows: 'http://127.0.0.1',
  }),
  worked({
    name: 'signing-secret',
    title: 'The signing secret',
    path: '/deliveries?tab=destinations',
    shows: 'http://127.0.0.1',
    then: async (page) => {
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click()
      await page.getByRole('menuitem', { name: 'Signing secret' }).click()
      await page.getByRole('dialog').locator('code').first().waitFor()
    },
  }),

  worked({
    name: 'settings',
    title: 'Settings',
    path: '/settings',
    shows: 'This browser',
    isNarrowToo: true,
  }),
  worked({
    name: 'new-token',
    title: 'A new API token',
    path: '/settings?tab=tokens',
    shows: 'No tokens yet',
    then: async (page) => {
      await button(page, 'New token').click()
      await page.getByRole('dialog').waitFor()
    },
  }),
  worked({
    name: 'audit-log',
    title: 'The audit log',
    path: '/settings?tab=audit',
    shows: 'PHLOEM_ADMIN_TOKEN',
    isNarrowToo: true,
  }),

  fresh({
    name: 'flows-empty',
    title: 'No flows yet',
    path: '/flows',
    shows: 'No flows yet',
    isNarrowToo: true,
  }),
  fresh({ name: 'calls-empty', title: 'No calls yet', path: '/calls', shows: 'No calls yet' }),
  fresh({ name: 'deliveries-empty', title: 'No reports yet', path: '/deliveries', shows: 'No reports yet' }),
  fresh({
    name: 'destinations-empty',
    title: 'No destinations yet',
    path: '/deliveries?tab=destinations',
    shows: 'No destinations yet',
  }),
  fresh({
    name: 'settings-carrier',
    title: 'Why the carrier does not get through',
    path: '/settings?tab=carrier',
    shows: 'Requests taken',
    then: async (page) => {
      await page.evaluate(() => fetch('/plivo/answer', { method: 'POST', body: new URLSearchParams('a=1') }))
      await page.getByText('Not signed').first().waitFor({ timeout: 15_000 })
    },
    isNarrowToo: true,
  }),
  fresh({
    name: 'settings-dials',
    title: 'Whom calls may dial',
    path: '/settings?tab=dials',
    shows: 'Allowed for templates',
    isNarrowToo: true,
  }),
  fresh({
    name: 'settings-secret',
    title: 'Setting a secret',
    path: '/settings?tab=secrets',
    shows: 'Add a secret',
    then: async (page) => {
      await button(page, 'Add a secret').click()
      await page.getByLabel('Name').fill('CRM_TOKEN')
    },
  }),
  fresh({ name: 'not-found', title: 'Not found', path: '/nowhere', shows: 'There is no such page' }),
  fresh({
    name: 'error',
    title: 'When the server does not answer',
    path: '/numbers',
    shows: '+12025550199',
    then: async (page) => {
      await page.route('**/api/calls*', (route) => route.abort())
      await page.getByRole('link', { name: 'Calls' }).click()
      await page.getByText('could not be loaded').waitFor({ timeout: 15_000 })
      await page.unroute('**/api/calls*')
    },
  }),
  fresh({ name: 'login', title: 'Log in', path: '/login', shows: 'Log in to Phloem', isNarrowToo: true }),
]

export interface Stage extends AsyncDisposable {
  page: Page
  /** Leads to a scene, whatever was done in the one before. */
  show: (scene: Scene) => Promise<void>
  /** Turns the page to a theme, and waits until it has turned. */
  showIn: (theme: 'light' | 'dark') => Promise<void>
}

/** A Phloem in a browser for scenes of one kind. */
export async function openStage(kind: Scene['phloem'], options?: BrowserOptions): Promise<Stage> {
  const reports = await startReportServer((response, { path }) => {
    response.statusCode = path.includes('refused') ? 404 : 200
    response.end()
  })
  const opened = await openLoggedInBrowser(options)
  const { phloem, page } = opened
  const work = kind === 'fresh' ? NO_WORK : await fillWithWork(phloem, reports)
  // The browser would offer what the last scene left unsaved.
  await page.addInitScript(() => localStorage.clear())
  return {
    page,
    show: async (scene) => {
      await page.goto('about:blank')
      await work.putBack()
      await page.goto(`${phloem.url}${scene.path(work)}`)
      await page.getByText(scene.shows).first().waitFor()
      await scene.then?.(page)
    },
    showIn: async (theme) => {
      await page.emulateMedia({ colorScheme: theme })
      await page.locator(`html[data-theme=${theme}]`).waitFor()
    },
    [Symbol.asyncDispose]: async () => {
      await opened[Symbol.asyncDispose]()
      await reports[Symbol.asyncDispose]()
    },
  }
}
