import { expect, it } from 'vitest'
import { flow, found } from './toy-nodes.spec-harness.ts'
import { uniqueIds } from './unique-ids.ts'

it('refuses the second node of an id', () => {
  const document = flow({ start: { type: 'start' }, dial: { type: 'dial' } })
  const second = { id: 'start', type: 'post', name: 'Other', config: {} }
  expect(found(uniqueIds, document)).toEqual([])
  expect(found(uniqueIds, { ...document, nodes: [...document.nodes, second] })).toEqual([
    'error nodes[2].id: Another node has the id "start" already',
  ])
})
