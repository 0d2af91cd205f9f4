import { expect, it } from 'vitest'
import { reachable } from './reachable.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

const nodes = { start: { type: 'start' }, dial: { type: 'dial' }, post: { type: 'post' } }

it.each([
  { wired: ['start incoming_call dial', 'dial failed post'], issues: [] },
  { wired: ['start incoming_call dial'], issues: ['warning nodes[2]: No way leads from Start to Post'] },
  {
    wired: ['dial failed post', 'post failed dial'],
    issues: [
      'warning nodes[1]: No way leads from Start to Dial',
      'warning nodes[2]: No way leads from Start to Post',
    ],
  },
])('finds $issues when $wired', ({ wired, issues }) => {
  expect(found(reachable, flow(nodes, ...wired))).toEqual(issues)
})

it('says nothing while there is no start', () => {
  expect(found(reachable, flow({ dial: { type: 'dial' } }))).toEqual([])
})
