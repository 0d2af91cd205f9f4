import { expect, it } from 'vitest'
import { nodeNames } from './node-names.ts'
import { flow, found } from './toy-nodes.spec-harness.ts'

it('refuses the second node of a name', () => {
  const nodes = {
    a: { type: 'post', name: 'Post_1' },
    b: { type: 'post', name: 'Post_1' },
    c: { type: 'post' },
  }
  expect(found(nodeNames, flow(nodes))).toEqual([
    'error nodes[1].name: Another node is called "Post_1" already',
  ])
})

it.each(['secret', 'this', 'else', 'true', 'false', 'null', 'undefined', '__proto__', 'constructor'])(
  'refuses %s, which templates read as something else',
  (name) => {
    expect(found(nodeNames, flow({ a: { type: 'post', name } }))).toEqual([
      `error nodes[0].name: "${name}" means something else in templates; the node needs another name`,
    ])
  },
)
