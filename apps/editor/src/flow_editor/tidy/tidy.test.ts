import { expect, it } from 'vitest'
import { tidy } from './tidy.ts'

const size = { width: 240, height: 96 }
const graph = (ids: string, ...edges: string[]) => ({
  nodes: [...ids].map((id) => ({ id, ...size })),
  edges: edges.map(([from = '', to = '']) => ({ from, to })),
})

it('puts each node below what leads to it, on the grid and without overlaps', () => {
  const at = tidy(graph('abcd', 'ab', 'bc', 'bd', 'cd'))
  expect(at.a?.y).toBeLessThan(at.b?.y ?? 0)
  expect(at.b?.y).toBeLessThan(at.c?.y ?? 0)
  expect(at.c?.y).toBeLessThan(at.d?.y ?? 0)
  for (const { x, y } of Object.values(at)) expect([x % 8, y % 8].map(Math.abs)).toEqual([0, 0])
})

it('keeps the order of the exits from left to right', () => {
  const at = tidy(graph('abcd', 'ad', 'ac', 'ab'))
  const x = (id: string) => at[id]?.x ?? Number.NaN
  expect(x('d')).toBeLessThan(x('c'))
  expect(x('c')).toBeLessThan(x('b'))
})

it.each([
  ['a loop', graph('ab', 'ab', 'ba')],
  ['a line to itself', graph('a', 'aa')],
  ['two nodes that are led to in opposite orders', graph('abcd', 'ac', 'ad', 'bd', 'bc')],
  ['nodes without lines', graph('abc')],
])('places %s', (_, given) => {
  const at = tidy(given)
  expect(Object.keys(at)).toHaveLength(given.nodes.length)
  const places = Object.values(at).map(({ x, y }) => `${x} ${y}`)
  expect(new Set(places).size).toBe(places.length)
})
