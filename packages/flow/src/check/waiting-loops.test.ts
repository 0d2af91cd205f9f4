import { expect, it } from 'vitest'
import { flow, found } from './toy-nodes.spec-harness.ts'
import { waitingLoops } from './waiting-loops.ts'

const post = { type: 'post' }
const nodes = { start: { type: 'start' }, a: post, b: post, c: post, dial: { type: 'dial' } }

it.each([
  { wired: ['start incoming_call a', 'a success b', 'b success c'], issues: [] },
  { wired: ['a success b', 'b success dial', 'dial failed a'], issues: [] },
  { wired: ['dial failed dial'], issues: [] },
  {
    wired: ['a failed a'],
    issues: ['error nodes[1]: The loop A → A never waits for the carrier, so it would not end'],
  },
  {
    wired: ['a success b', 'b success c', 'c success a', 'c failed dial'],
    issues: [
      'error nodes[1]: The loop A → B → C (success) → A never waits for the carrier, so it would not end',
    ],
  },
  {
    wired: ['a success a', 'b success c', 'c success b'],
    issues: [
      'error nodes[1]: The loop A → A never waits for the carrier, so it would not end',
      'error nodes[2]: The loop B → C → B never waits for the carrier, so it would not end',
    ],
  },
  { wired: ['start incoming_call a', 'a success start'], issues: [] },
])('finds $issues when $wired', ({ wired, issues }) => {
  expect(found(waitingLoops, flow(nodes, ...wired))).toEqual(issues)
})
