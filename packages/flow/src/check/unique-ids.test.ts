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

it('refuses a note with the id of a node, or of another note', () => {
  const note = { id: 'n', text: '', position: { x: 0, y: 0 } }
  const document = { ...flow({ start: { type: 'start' } }), notes: [note, note, { ...note, id: 'start' }] }
  expect(found(uniqueIds, document)).toEqual([
    'error notes[1].id: Another node or note has the id "n" already',
    'error notes[2].id: Another node or note has the id "start" already',
  ])
})
