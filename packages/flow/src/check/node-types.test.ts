import { expect, it } from 'vitest'
import { nodeTypes } from './node-types.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

it.each([
  { type: 'dail', message: 'There is no node type "dail"; did you mean "dial"?' },
  { type: 'record_audio', message: 'There is no node type "record_audio"' },
  { type: 'constructor', message: 'There is no node type "constructor"' },
])('refuses a node of type $type', ({ type, message }) => {
  expect(found(nodeTypes, flow({ start: { type: 'start' }, a: { type } }))).toEqual([
    `error nodes[1].type: ${message}`,
  ])
})
