import { describe, expect, it } from 'vitest'
import type { DueDelivery } from '../store/port.ts'
import { createPlan } from './plan.ts'

const due = (id: string, nextAttemptAt: number): DueDelivery => ({ id, destination: 'd', nextAttemptAt })
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => due(`d${from + index}`, from + index))

function planOver(stored: DueDelivery[]) {
  const asked: number[] = []
  const plan = createPlan(async (limit) => {
    asked.push(limit)
    return stored.slice(0, limit)
  })
  return { plan, asked }
}

describe('loadMore', () => {
  it('holds everything when the store has no more than a page', async () => {
    const { plan, asked } = planOver(rows(199))
    expect(await plan.loadMore()).toBe(true)
    expect(await plan.loadMore()).toBe(false)
    expect(asked).toEqual([200])
    plan.add(due('far', 1e12))
    for (let taken = 0; taken < 199; taken += 1) plan.take()
    expect(plan.firstAt()).toBe(1e12)
  })

  it('leaves to the store what comes after a full page, until the page is taken', async () => {
    const { plan, asked } = planOver(rows(300))
    await plan.loadMore()
    plan.add(due('beyond', 400))
    expect(await plan.loadMore()).toBe(false)
    for (let taken = 0; taken < 200; taken += 1) plan.take()
    expect(plan.firstAt()).toBe(Number.POSITIVE_INFINITY)
    expect(await plan.loadMore()).toBe(true)
    expect(plan.firstAt()).toBe(200)
    expect(asked).toEqual([200, 400])
  })

  it('asks for more although one that was put back waits further off', async () => {
    const { plan } = planOver(rows(300))
    await plan.loadMore()
    for (let taken = 0; taken < 200; taken += 1) plan.take()
    plan.putBack(due('d7', 5000))
    expect(await plan.loadMore()).toBe(true)
    expect(plan.firstAt()).toBe(200)
  })

  it('keeps what is added while the store reads', async () => {
    const reading = Promise.withResolvers<DueDelivery[]>()
    const plan = createPlan(() => reading.promise)
    const loading = plan.loadMore()
    plan.add(due('new', 100))
    reading.resolve(rows(200))
    await loading
    const taken = Array.from({ length: 201 }, () => plan.take()?.id)
    expect(taken).toContain('new')
  })

  it('can be tried again after the store failed', async () => {
    let isFailing = true
    const plan = createPlan(async () => (isFailing ? Promise.reject(new Error('down')) : rows(1)))
    await expect(plan.loadMore()).rejects.toThrow('down')
    isFailing = false
    expect(await plan.loadMore()).toBe(true)
    expect(plan.take()).toMatchObject({ id: 'd0', nextAttemptAt: 0 })
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

describe('what keeps coming for a destination that takes nothing', () => {
  it('is left to the store past a few pages, and comes in its turn', async () => {
    const stored: DueDelivery[] = []
    const { plan } = planOver(stored)
    await plan.loadMore()
    for (const row of rows(5000)) {
      stored.push(row)
      plan.add(row)
    }
    const taken: string[] = []
    let mostHeld = 0
    while (stored.length > 0) {
      const page: string[] = []
      for (let next = plan.take(); next !== undefined; next = plan.take()) page.push(next.id)
      mostHeld = Math.max(mostHeld, page.length)
      taken.push(...page)
      stored.splice(0, page.length)
      for (const id of page) plan.letGo(id)
      if (!(await plan.loadMore())) break
    }
    expect(stored).toEqual([])
    expect(taken).toEqual(rows(5000).map(({ id }) => id))
    expect(mostHeld).toBeLessThanOrEqual(1000)
  })
})

it('asks anew once the times are forgotten, and plans none that is taken', async () => {
  const { plan, asked } = planOver(rows(2))
  await plan.loadMore()
  const taken = plan.take()
  plan.forgetTimes()
  expect(plan.firstAt()).toBe(Number.POSITIVE_INFINITY)
  expect(await plan.loadMore()).toBe(true)
  expect(asked).toHaveLength(2)
  expect(plan.take()?.id).not.toBe(taken?.id)
  expect(plan.take()).toBeUndefined()
})
