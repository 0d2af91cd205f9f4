import type { ReportServer } from './report-server.ts'
import { guideFlow, type RunningPhloem } from './running-phloem.ts'
import { until } from './until.ts'

/** What a Phloem holds after a day of work; each kind of thing that a page can show is there. */
export interface WorkOfADay {
  /** Answered by the flow `guide`, in its second version. */
  number: string
  /** An ended call with all its webhooks and its report. */
  callUUID: string
  /** Makes the draft of `guide` what it was. */
  putBack: () => Promise<void>
}

const NUMBER = '+12025550199'

/**
 * Fills a Phloem: two versions of a flow, a draft with mistakes, a call for each outcome, reports that were delivered and
 * reports that their receiver refuses (`reports` must answer 404 to paths that hold `refused`).
 */
export async function fillWithWork(phloem: RunningPhloem, reports: ReportServer): Promise<WorkOfADay> {
  const { api } = phloem
  await api('POST', '/api/flows', { ...guideFlow(`${reports.url}/refused`, 'refused'), name: 'Night line' })
  await api('PUT', '/api/numbers/+12025550142', { flowId: 'refused', alias: 'Nights' })
  const first = guideFlow(`${reports.url}/first`)
  await api('POST', '/api/flows', first)
  await api('POST', '/api/flows/guide/publish', { note: 'The first that callers meet' })
  const putBack = async () => {
    const draft = await api('GET', '/api/flows/guide')
    await api('PUT', '/api/flows/guide', guideFlow(reports.url), {
      'if-match': draft.headers.get('etag') ?? '',
    })
  }
  await putBack()
  await api('POST', '/api/flows/guide/publish', { note: 'Reports go to the new server' })
  await api('PUT', `/api/numbers/${NUMBER}`, {
    flowId: 'guide',
    alias: 'Front desk',
    fallbackNumber: '+12025550103',
  })
  await api('POST', '/api/flows', unfinished())
  for (const [name, dial] of [
    ['Answered', 'completed'],
    ['Line busy', 'busy'],
  ]) {
    const script = { outcomes: { forward: [{ dial }] } }
    await api('PUT', `/api/flows/guide/scenarios/${encodeURIComponent(String(name))}`, script)
  }

  const call = async (to: string, outcome: string, from: string, speed = 1000): Promise<string> => {
    const placed = await api('POST', '/api/simulator/calls', { from, to, legs: [{ outcome }], speed })
    const { callUUID } = placed.body
    await until(`the end of the call ${callUUID}`, async () => {
      const { body } = await api('GET', `/api/calls/${callUUID}`)
      const isSettled = body.deliveries?.every(({ state }: { state: string }) => state !== 'pending')
      return body.status === 'ended' && isSettled && body.deliveries.length > 0 ? body : null
    })
    return callUUID
  }
  await call('+12025550142', 'busy', '+14155550107')
  await call('+12025550142', 'no_answer', '+14155550111')
  await call(NUMBER, 'busy', '+14155550100')
  await call(NUMBER, 'no_answer', '+14155550120')
  await call(NUMBER, 'failed', '+14155550133')
  // Slow enough that its timeline is in order by hundredths of a second.
  const callUUID = await call(NUMBER, 'completed', '+14155550100', 30)
  return { number: NUMBER, callUUID, putBack }
}

/** Of a Phloem that has just been started. */
export const NO_WORK: WorkOfADay = { number: NUMBER, callUUID: '', putBack: async () => undefined }

function unfinished() {
  const document = guideFlow('https://example.com/support', 'support-line')
  document.name = 'Support line'
  document.nodes[1].config.to = ['+1202']
  document.edges = document.edges.filter(({ exit }: { exit: string }) => exit !== 'failed')
  return document
}
