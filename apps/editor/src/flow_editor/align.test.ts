import { expect, it } from 'vitest'
import { align, distribute } from './align.ts'

const boxes = new Map([
  ['a', { x: 0, y: 0, width: 100, height: 40 }],
  ['b', { x: 50, y: 100, width: 200, height: 80 }],
  ['c', { x: 300, y: 300, width: 100, height: 40 }],
])

it.each([
  ['left', { a: [0, 0], b: [0, 100], c: [0, 300] }],
  ['centre', { a: [150, 0], b: [100, 100], c: [150, 300] }],
  ['right', { a: [300, 0], b: [200, 100], c: [300, 300] }],
  ['top', { a: [0, 0], b: [50, 0], c: [300, 0] }],
  ['middle', { a: [0, 150], b: [50, 130], c: [300, 150] }],
  ['bottom', { a: [0, 300], b: [50, 260], c: [300, 300] }],
] as const)('aligns to the %s', (to, expected) => {
  const placed = Object.entries(align(boxes, to)).map(([id, { x, y }]) => [id, [x, y]])
  expect(Object.fromEntries(placed)).toEqual(expected)
})

it('makes the gaps equal and leaves the outermost where they are', () => {
  expect(distribute(boxes, 'vertically')).toEqual({
    a: { x: 0, y: 0 },
    b: { x: 50, y: 130 },
    c: { x: 300, y: 300 },
  })
  expect(distribute(boxes, 'horizontally')).toEqual({
    a: { x: 0, y: 0 },
    b: { x: 100, y: 100 },
    c: { x: 300, y: 300 },
  })
})

it('leaves two boxes alone', () => {
  const two = new Map([...boxes].slice(0, 2))
  expect(distribute(two, 'vertically')).toEqual({ a: { x: 0, y: 0 }, b: { x: 50, y: 100 } })
})
