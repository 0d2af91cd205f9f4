import { expect, it } from 'vitest'
import { createLanes, type Lanes } from './lanes.ts'

function takeAll(lanes: Lanes): string[] {
  const taken: string[] = []
  for (let next = lanes.take(); next !== undefined; next = lanes.take()) taken.push(next.id)
  return taken
}

it('runs no more per host than its limit, and each release lets one more through', () => {
  const lanes = createLanes({ total: 10, perHost: 2 })
  for (const id of ['a1', 'a2', 'a3', 'a4']) lanes.add('a', id)
  expect(takeAll(lanes)).toEqual(['a1', 'a2'])
  lanes.release('a')
  expect(takeAll(lanes)).toEqual(['a3'])
})

it('takes hosts in turn', () => {
  const lanes = createLanes({ total: 10, perHost: 5 })
  for (const id of ['a1', 'a2', 'a3', 'b1', 'b2', 'c1']) lanes.add(id.charAt(0), id)
  expect(takeAll(lanes)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
})

it('runs no more in all than the total', () => {
  const lanes = createLanes({ total: 3, perHost: 2 })
  for (const id of ['a1', 'a2', 'b1', 'b2']) lanes.add(id.charAt(0), id)
  expect(takeAll(lanes)).toEqual(['a1', 'b1', 'a2'])
  lanes.release('a')
  expect(takeAll(lanes)).toEqual(['b2'])
})

it('gives nothing when nothing waits', () => {
  const lanes = createLanes({ total: 1, perHost: 1 })
  expect(lanes.take()).toBeUndefined()
  lanes.add('a', 'a1')
  expect(takeAll(lanes)).toEqual(['a1'])
  lanes.release('a')
  expect(lanes.take()).toBeUndefined()
})
