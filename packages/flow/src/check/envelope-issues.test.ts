import { expect, it } from 'vitest'
import { check } from './index.ts'
import { flow, toyNodes, toyValidators } from './toy-nodes.spec-harness.ts'

const document = flow({ start: { type: 'start' } })
const [node] = document.nodes

it.each([
  { change: { id: undefined }, place: [null, 'id', 'id'], message: 'is missing' },
  {
    change: { id: 'a b' },
    place: [null, 'id', 'id'],
    message: '"a b" is not an id: letters, digits, - and _ only, beginning with a letter or a digit',
  },
  { change: { name: '' }, place: [null, 'name', 'name'], message: 'is missing' },
  { change: { blocks: [] }, place: [null, 'blocks', 'blocks'], message: 'is not a known setting' },
  { change: { nodes: {} }, place: [null, 'nodes', 'nodes'], message: 'must be a list' },
  { change: { nodes: [7] }, place: [null, 'nodes[0]', 'nodes[0]'], message: 'must be an object' },
  {
    change: { nodes: [{ ...node, name: 'Call Forward' }] },
    place: ['start', 'name', 'nodes[0].name'],
    message: '"Call Forward" is not a name: letters, digits and _ only, not beginning with a digit',
  },
  {
    change: { nodes: [{ ...node, config: undefined, konfig: {} }] },
    place: ['start', 'config', 'nodes[0].config'],
    message: 'is missing',
  },
  {
    change: { edges: [{ from: 'start', exit: 'x', to: 'y', label: 'z' }] },
    place: [null, 'edges[0].label', 'edges[0].label'],
    message: 'is not a known setting',
  },
  {
    change: { layout: { 'a b': { x: 0, y: 0 } } },
    place: [null, 'layout', 'layout'],
    message: 'has a key that cannot be one: "a b"',
  },
  {
    change: { layout: { start: { x: 0, y: 'top' } } },
    place: [null, 'layout.start.y', 'layout.start.y'],
    message: 'must be a number',
  },
])('says "$message" of $change', ({ change, place, message }) => {
  const changed = JSON.parse(JSON.stringify({ ...document, ...change }))
  const issues = check(changed, toyNodes, toyValidators)
  expect(issues.map(({ node, field, path }) => [node, field, path])).toEqual([place])
  expect(issues.map((issue) => [issue.severity, issue.message])).toEqual([['error', message]])
})
