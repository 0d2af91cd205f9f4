import { expect, it } from 'vitest'
import { count, list } from './count.ts'

it('counts in the singular and the plural', () => {
  expect([count(0, 'error'), count(1, 'error'), count(2, 'error')]).toEqual([
    '0 errors',
    '1 error',
    '2 errors',
  ])
})

it.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('lists %j as "%s"', (words, text) => {
  expect(list(words)).toBe(text)
})
