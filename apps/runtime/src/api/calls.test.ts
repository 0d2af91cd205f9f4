import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  answerParams,
  attributesOf,
  type PhloemInProcess,
  reportingFlow,
  startInProcess,
} from '../testing/phloem-in-process.ts'

const START = Date.UTC(2026, 0, 5, 10, 30)
const flow = reportingFlow() as { id: string }
let phloem: PhloemInProcess
let action = ''

/** One call that is busy, and a later one that still rings. */
beforeEach(async () => {
  phloem = await startInProcess(flow, { startAt: START })
  const { body } = await phloem.ask('/plivo/answer', answerParams('first'))
  action = attributesOf(body, 'Dial')?.action ?? ''
  await phloem.ask(action, { CallUUID: 'first', DialStatus: 'busy', DialRingStatus: 'true' })
  await phloem.clock.advance(60_000)
  await phloem.ask('/plivo/answer', answerParams('second'))
})
afterEach(() => phloem.stop())

const listed = async (query: string): Promise<string[]> => {
  const { status, body } = await phloem.api('GET', `/api/calls?${query}`)
  expect(status).toBe(200)
  return body.calls.map(({ callUUID }: { callUUID: string }) => callUUID)
}

it.each([
  ['', ['second', 'first']],
  ['dialStatus=busy', ['first']],
  ['callee=%2B12025550101', ['second', 'first']],
  ['callee=%2B12025550100', []],
  ['since=2026-01-05T10:30:30Z', ['second']],
  ['until=2026-01-05T10:31:00Z', ['first']],
  ['since=2026-01-05T10:30:00Z&until=2026-01-05T10:31:00Z&dialStatus=busy', ['first']],
])('lists the calls that match "%s"', async (query, shows) => {
  expect(await listed(query)).toEqual(shows)
})

it('refuses a time that is none', async () => {
  expect((await phloem.api('GET', '/api/calls?since=yesterday')).status).toBe(400)
})

it('says at which node a call waits', async () => {
  const { body } = await phloem.api('GET', '/api/calls')
  expect(body.calls).toMatchObject([{ waitsAt: 'forward' }, { waitsAt: null }])
})

it('counts the exits that the calls of a flow took, in whole hours', async () => {
  const { body } = await phloem.api('GET', `/api/flows/${flow.id}/edge-counts`)
  expect(body).toEqual({
    from: '2026-01-05T09:00:00.000Z',
    to: '2026-01-05T10:31:00.000Z',
    counts: [
      { nodeId: 'forward', exit: 'busy_rejected', count: 1 },
      { nodeId: 'start', exit: 'incoming_call', count: 2 },
    ],
  })
  // A second arrival moves nothing, and counts nothing.
  await phloem.ask(action, { CallUUID: 'first', DialStatus: 'busy', DialRingStatus: 'true' })
  const path = `/api/flows/${flow.id}/edge-counts?from=2026-01-05T10:59:00Z&to=2026-01-05T11:00:00Z`
  expect((await phloem.api('GET', path)).body.counts).toEqual(body.counts)
  const later = `/api/flows/${flow.id}/edge-counts?from=2026-01-05T11:00:00Z&to=2026-01-05T12:00:00Z`
  expect((await phloem.api('GET', later)).body.counts).toEqual([])
})

it('knows no counts of a flow that it does not know', async () => {
  expect((await phloem.api('GET', '/api/flows/none/edge-counts')).status).toBe(404)
})
