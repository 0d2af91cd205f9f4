import type { FlowDocument } from '@phloem/flow'
import { expect, it } from 'vitest'
import type { EgressVerdict } from '../api/egress.ts'
import { definitions } from '../canvas/definitions.ts'
import { createEgressVerdicts } from './egress-verdicts.ts'

const flow = (...urls: string[]): FlowDocument => ({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: urls.map((url, index) => ({
    id: `n${index}`,
    type: 'http_request',
    name: `N${index}`,
    config: { method: 'POST', url },
  })),
  edges: [],
})

function verdicts(answer: (url: string) => EgressVerdict) {
  const asked: string[] = []
  const made = createEgressVerdicts(definitions, async (url) => {
    asked.push(url)
    return answer(url)
  })
  return { ...made, asked }
}

const REFUSED: EgressVerdict = { verdict: 'refused', message: 'Phloem may not reach 10.0.0.5: …' }

it('warns at the field of each URL that is refused', async () => {
  const { learn, issuesOf } = verdicts((url) =>
    url.includes('10.0.0.5') ? REFUSED : { verdict: 'allowed', message: null },
  )
  const document = flow('https://example.com/x', 'http://10.0.0.5/{{Start.call.from}}')
  expect(issuesOf(document)).toEqual([])
  expect(await learn(document)).toBe(true)
  expect(issuesOf(document)).toEqual([
    {
      code: 'egress_refused',
      severity: 'warning',
      node: 'n1',
      field: 'config.url',
      path: 'nodes[1].config.url',
      message: REFUSED.message,
    },
  ])
})

it('asks once for each scheme, host and port, and never where there is none', async () => {
  const { learn, asked } = verdicts(() => REFUSED)
  const document = flow(
    ...['http://10.0.0.5/a', 'http://10.0.0.5/b?c', 'http://10.0.0.5:81', '', 'http://', 'ftp://x'],
    ...['https://{{Start.call.from}}/', 'https://a{{Start.call.from}}', 'http://user:secret@10.0.0.5/'],
  )
  expect(await learn(document)).toBe(true)
  expect(await learn(document)).toBe(false)
  expect(asked).toEqual(['http://10.0.0.5', 'http://10.0.0.5:81'])
})

it('says nothing of names without an address, and asks again after a failure', async () => {
  const nowhere = verdicts(() => ({ verdict: 'unknown', message: 'no address' }))
  expect(await nowhere.learn(flow('http://nowhere.test'))).toBe(false)
  expect(nowhere.issuesOf(flow('http://nowhere.test'))).toEqual([])
  let isOffline = true
  const flaky = verdicts(() => {
    if (isOffline) throw new Error('offline')
    return REFUSED
  })
  expect(await flaky.learn(flow('http://10.0.0.5'))).toBe(false)
  isOffline = false
  expect(await flaky.learn(flow('http://10.0.0.5'))).toBe(true)
})
