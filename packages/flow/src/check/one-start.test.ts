import { expect, it } from 'vitest'
import { oneStart } from './one-start.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

it.each([
  { nodes: { start: { type: 'start' } }, issues: [] },
  { nodes: {}, issues: ['error The flow has no Start node: nothing can begin it'] },
  { nodes: { dial: { type: 'dial' } }, issues: ['error The flow has no Start node: nothing can begin it'] },
  {
    nodes: { start: { type: 'start' }, second: { type: 'start' }, third: { type: 'start' } },
    issues: [
      'error nodes[1]: A flow begins at one node, and that is Start',
      'error nodes[2]: A flow begins at one node, and that is Start',
    ],
  },
])('finds $issues.length mistakes in the start of $nodes', ({ nodes, issues }) => {
  expect(found(oneStart, flow(nodes))).toEqual(issues)
})
