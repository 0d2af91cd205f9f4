import { afterEach, expect, it } from 'vitest'
import {
  answerParams,
  type PhloemInProcess,
  reportingFlow,
  startInProcess,
} from '../testing/phloem-in-process.ts'

let phloem: PhloemInProcess
afterEach(() => phloem?.stop())

const exported = async (query = '') => {
  const { status, body } = await phloem.api('GET', `/api/calls/export${query}`)
  expect(status).toBe(200)
  return String(body)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

it('writes every call of a filter on a line, over as many pages as there are', async () => {
  phloem = await startInProcess(reportingFlow())
  for (let call = 0; call < 405; call += 1)
    await phloem.ask('/plivo/answer', answerParams(`c${call}`, { From: `1415555${1000 + call}` }))
  const all = await exported()
  expect(new Set(all.map(({ callUUID }) => callUUID)).size).toBe(405)
  expect(await exported('?from=%2B14155551007')).toMatchObject([{ callUUID: 'c7', from: '+14155551007' }])
}, 60_000)

it('masks numbers and names where the settings say so', async () => {
  phloem = await startInProcess(reportingFlow(), { maskPersonal: 'exports' })
  await phloem.ask('/plivo/answer', answerParams('c', { CallerName: 'Ada Lovelace' }))
  expect(await exported()).toMatchObject([
    { callUUID: 'c', from: '+1415•••0100', to: '+1202•••0177', callerName: 'A•••' },
  ])
  expect((await phloem.api('GET', '/api/calls/c')).body.from).toBe('+14155550100')
})
