import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDueHeap } from './due-heap.ts'

it('gives back all that was added, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (times) => {
      const heap = createDueHeap()
      for (const [index, nextAttemptAt] of times.entries()) heap.add({ id: String(index), nextAttemptAt })
      const taken = []
      for (let due = heap.take(); due !== undefined; due = heap.take()) taken.push(due)
      expect(taken.map(({ nextAttemptAt }) => nextAttemptAt)).toEqual([...times].sort((a, b) => a - b))
      expect(new Set(taken.map(({ id }) => id)).size).toBe(times.length)
      expect(heap.first()).toBeUndefined()
    }),
  )
})

it('stays in order when adding and taking alternate', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), (steps) => {
      const heap = createDueHeap()
      const model: number[] = []
      for (const nextAttemptAt of steps) {
        if (nextAttemptAt === null) expect(heap.take()?.nextAttemptAt).toBe(model.shift())
        else {
          heap.add({ id: 'x', nextAttemptAt })
          model.push(nextAttemptAt)
          model.sort((a, b) => a - b)
        }
        expect(heap.first()?.nextAttemptAt).toBe(model[0])
      }
    }),
  )
})
