import { expect, it } from 'vitest'
import { boundsOf, pathOf } from './overview-path.ts'

const boxes = [
  { x: 0, y: -40, width: 240, height: 120 },
  { x: 400, y: 200, width: 320, height: 120 },
]

it('draws all boxes as one path', () => {
  expect(pathOf(boxes)).toBe('M0 -40h240v120h-240zM400 200h320v120h-320z')
  expect(pathOf([])).toBe('')
})

it('has room around all of them', () => {
  expect(boundsOf(boxes)).toEqual({ x: -200, y: -240, width: 1120, height: 760 })
  expect(boundsOf([])).toEqual({ x: 0, y: 0, width: 400, height: 400 })
})
