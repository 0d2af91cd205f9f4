import { expect, it } from 'vitest'
import { flow, says, toyNodes } from './check/toy-nodes.spec-harness.ts'
import { renameNode, usesOf } from './rename-node.ts'

const document = flow({
  start: { type: 'start' },
  dial: { type: 'dial', config: { to: ['{{Start.http.params.to}}', '+12025550101'] } },
  post: {
    type: 'post',
    config: {
      url: 'https://example.com/{{Start.call.from}}',
      pairs: [{ key: '{{Start.call.from}}', value: '{{Dial.status}}' }],
      body: { caller: ['{{upper Start.call.from}} {{Start.call.to}}'] },
      token: '{{secret.Start}}',
    },
  },
  broken: says('{{#if Start.call.from}}'),
  odd: { type: 'odd', config: { text: '{{Start.call.from}}' } },
})

it('finds the fields whose templates name a node', () => {
  expect(usesOf(document, toyNodes, 'Start')).toEqual([
    { node: 'dial', field: 'config.to[0]', text: '{{Start.http.params.to}}' },
    { node: 'post', field: 'config.url', text: 'https://example.com/{{Start.call.from}}' },
    { node: 'post', field: 'config.body.caller[0]', text: '{{upper Start.call.from}} {{Start.call.to}}' },
  ])
  expect(usesOf(document, toyNodes, 'Nobody')).toEqual([])
})

it('renames a node together with every reference to it', () => {
  const renamed = renameNode(document, toyNodes, 'start', 'Begin')
  expect(renamed.nodes.map(({ name, config }) => ({ name, config }))).toEqual([
    { name: 'Begin', config: {} },
    { name: 'Dial', config: { to: ['{{Begin.http.params.to}}', '+12025550101'] } },
    {
      name: 'Post',
      config: {
        url: 'https://example.com/{{Begin.call.from}}',
        pairs: [{ key: '{{Start.call.from}}', value: '{{Dial.status}}' }],
        body: { caller: ['{{upper Begin.call.from}} {{Begin.call.to}}'] },
        token: '{{secret.Start}}',
      },
    },
    { name: 'Broken', config: document.nodes[3]?.config },
    { name: 'Odd', config: document.nodes[4]?.config },
  ])
})

it('leaves the document and its other nodes as the objects that they were', () => {
  const before = structuredClone(document)
  const renamed = renameNode(document, toyNodes, 'dial', 'Ring')
  expect(document).toEqual(before)
  expect(renamed.nodes[0]).toBe(document.nodes[0])
  expect(renamed.nodes[2]).not.toBe(document.nodes[2])
})

it('gives the document back when the name is changed back', () => {
  const renamed = renameNode(document, toyNodes, 'start', 'Begin')
  expect(renameNode(renamed, toyNodes, 'start', 'Start')).toEqual(document)
})

it('changes nothing for an unknown node', () => {
  expect(renameNode(document, toyNodes, 'nobody', 'X')).toBe(document)
})
