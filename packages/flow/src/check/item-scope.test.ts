import { expect, it } from 'vitest'
import { itemScope } from './item-scope.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

const read = (template: string) => found(itemScope, flow({ start: { type: 'start' }, post: says(template) }))

it('warns of the name of a node inside of an item', () => {
  expect(read('{{#each Start.http.params.list}}{{name}} {{Start.call.from}}{{/each}}')).toEqual([
    'warning nodes[1].config.pairs[0].value: Inside of {{#each}} and {{#with}}, Start.call.from is looked up in the item, not in the flow',
  ])
})

it('takes it around an item and after {{else}}', () => {
  expect(read('{{#with Start.call}}{{from}}{{else}}{{Start.call.from}}{{/with}}{{Start.call.to}}')).toEqual(
    [],
  )
})
