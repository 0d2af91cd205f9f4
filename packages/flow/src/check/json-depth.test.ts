import { expect, it } from 'vitest'
import { jsonDepth } from './json-depth.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

const nested = (levels: number): unknown => (levels === 0 ? 'leaf' : [nested(levels - 1)])

it.each([
  { levels: 8, issues: [] },
  { levels: 9, issues: ['error nodes[0].config.body: is nested more than 8 levels deep'] },
])('finds $issues in $levels levels of JSON', ({ levels, issues }) => {
  expect(found(jsonDepth, flow({ post: { type: 'post', config: { body: nested(levels) } } }))).toEqual(issues)
})
