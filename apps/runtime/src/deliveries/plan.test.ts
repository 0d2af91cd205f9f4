import { describe, expect, it } from 'vitest'
import type { Due } from './due-heap.ts'
import { createPlan } from './plan.ts'

const due = (id: string, nextAttemptAt: number): Due => ({ id, nextAttemptAt })
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => due(`d${from + index}`, from + index))

function planOver(stored: Due[]) {
  const asked: number[] = []
  const plan = createPlan({
    due: async (limit) => {
      asked.push(limit)
      return stored.slice(0, limit)
    },
  })
  return { plan, asked }
}

describe('loadMore', () => {
  it('holds everything when the store has no more than a page', async () => {
    const { plan, asked } = planOver(rows(999))
    expect(await plan.loadMore()).toBe(true)
    expect(await plan.loadMore()).toBe(false)
    expect(asked).toEqual([1000])
    plan.add(due('far', 1e12))
    for (let taken = 0; taken < 999; taken += 1) plan.take()
    expect(plan.firstAt()).toBe(1e12)
  })

  it('leaves to the store what comes after a full page, until the page is taken', async () => {
    const { plan, asked } = planOver(rows(1500))
    await plan.loadMore()
    plan.add(due('beyond', 2000))
    expect(await plan.loadMore()).toBe(false)
    for (let taken = 0; taken < 1000; taken += 1) plan.take()
    expect(plan.firstAt()).toBe(Number.POSITIVE_INFINITY)
    expect(await plan.loadMore()).toBe(true)
    expect(plan.firstAt()).toBe(1000)
    expect(asked).toEqual([1000, 2000])
  })

  it('asks for more although one that was put back waits further off', async () => {
    const { plan } = planOver(rows(1500))
    await plan.loadMore()
    for (let taken = 0; taken < 1000; taken += 1) plan.take()
    plan.putBack(due('d7', 5000))
    expect(await plan.loadMore()).toBe(true)
    expect(plan.firstAt()).toBe(1000)
  })

  it('keeps what is added while the store reads', async () => {
    const reading = Promise.withResolvers<Due[]>()
    const plan = createPlan({ due: () => reading.promise })
    const loading = plan.loadMore()
    plan.add(due('new', 500))
    reading.resolve(rows(1000))
    await loading
    const taken = Array.from({ length: 1001 }, () => plan.take()?.id)
    expect(taken).toContain('new')
  })

  it('can be tried again after the store failed', async () => {
    let isFailing = true
    const plan = createPlan({ due: async () => (isFailing ? Promise.reject(new Error('down')) : rows(1)) })
    await expect(plan.loadMore()).rejects.toThrow('down')
    isFailing = false
    expect(await plan.loadMore()).toBe(true)
    expect(plan.take()).toEqual(due('d0', 0))
  })
})

it('plans one that is taken again only after it was let go', async () => {
  const { plan } = planOver([])
  await plan.loadMore()
  plan.add(due('d1', 1))
  plan.take()
  plan.add(due('d1', 2))
  expect(plan.take()).toBeUndefined()
  plan.letGo('d1')
  plan.add(due('d1', 3))
  expect(plan.take()).toEqual(due('d1', 3))
})
