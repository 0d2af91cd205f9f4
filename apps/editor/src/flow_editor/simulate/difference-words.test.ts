import type { FlowDocument } from '@phloem/flow'
import { expect, it } from 'vitest'
import type { Happening } from '../../api/simulations.ts'
import { namesIn } from '../../pages/calls/timeline/names.ts'
import { differenceWords } from './difference-words.ts'

const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
  ],
  edges: [],
}
const left: Happening = { nodeId: 'forward', did: 'left', detail: 'busy_rejected' }
const sent: Happening = { nodeId: 'report', did: 'requested', detail: 'POST https://a.example/\nA=1\nB=2' }

it.each([
  ['nothing', null, 'As expected'],
  [
    'another exit',
    { expected: left, actual: { ...left, detail: 'failed' } },
    'Expected: Forward goes on by Busy/Rejected. Now: Forward goes on by Failed.',
  ],
  ['something missing', { expected: sent, actual: null }, 'Missing: Report sends POST https://a.example/'],
  [
    'something more',
    { expected: null, actual: left },
    'More than expected: Forward goes on by Busy/Rejected',
  ],
  [
    'another value',
    { expected: sent, actual: { ...sent, detail: 'POST https://a.example/\nA=1\nB=3' } },
    'Report sends something else. Expected: B=2. Now: B=3.',
  ],
  [
    'a value less',
    { expected: sent, actual: { ...sent, detail: 'POST https://a.example/\nA=1' } },
    'Report sends something else. Expected: B=2. Now: less.',
  ],
  [
    'another node',
    { expected: sent, actual: { ...sent, nodeId: null, did: 'hung_up' as const, detail: '' } },
    'Expected: Report sends POST https://a.example/. Now: Phloem hangs up.',
  ],
])('tells %s', (_, difference, words) => {
  expect(differenceWords(difference, namesIn(flow, 'simulator'))).toBe(words)
})
