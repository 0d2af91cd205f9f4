import { expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import type { RetentionStore } from '../store/port.ts'
import { createRetention } from './retention.ts'

const DAY = 24 * 60 * 60_000
const START = 1000 * DAY

function storeWith(calls: number) {
  const asked: { what: string; before: number; limit: number }[] = []
  let left = calls
  const store: RetentionStore = {
    calls: async (before, _, limit) => {
      asked.push({ what: 'calls', before, limit })
      const removed = Math.min(left, limit)
      left -= removed
      return removed
    },
    webhooks: async (before, limit) => {
      asked.push({ what: 'webhooks', before, limit })
      return 0
    },
    exitCounts: async (before, limit) => {
      asked.push({ what: 'exitCounts', before, limit })
      return 0
    },
    loginSessions: async (before, limit) => {
      asked.push({ what: 'loginSessions', before, limit })
      return 0
    },
    loginAttempts: async (before, limit) => {
      asked.push({ what: 'loginAttempts', before, limit })
      return 0
    },
    audit: async (before, limit) => {
      asked.push({ what: 'audit', before, limit })
      return 0
    },
  }
  return { store, asked, left: () => left }
}
const silent = { info: () => {}, error: () => {} }

it('removes each kind by its own age, in portions, soon after the start and every hour', async () => {
  const clock = createManualClock(START)
  const { store, asked, left } = storeWith(50)
  const retention = createRetention(
    store,
    { calls: 365, webhooks: 90, deadReports: 365, audit: 400 },
    clock,
    silent,
  )
  await clock.advance(59_000)
  expect(asked).toEqual([])
  await clock.advance(5_000)
  expect(left()).toBe(0)
  expect(asked.filter(({ what }) => what === 'calls')).toHaveLength(3)
  const atRun = START + 60_000
  expect(asked[0]?.before).toBe(atRun - 365 * DAY)
  expect(asked.find(({ what }) => what === 'webhooks')?.before).toBe(atRun - 90 * DAY)
  expect(asked.find(({ what }) => what === 'loginSessions')?.before).toBe(atRun)
  expect(asked.find(({ what }) => what === 'audit')?.before).toBe(atRun - 400 * DAY)
  expect(asked.find(({ what }) => what === 'loginAttempts')?.before).toBe(atRun - DAY)
  const first = asked.length
  await clock.advance(61 * 60_000)
  expect(asked.length).toBeGreaterThan(first)
  retention.stop()
  expect(clock.timerCount()).toBe(0)
})

it('keeps for ever what is set to 0', async () => {
  const clock = createManualClock(START)
  const { store, asked } = storeWith(0)
  const retention = createRetention(store, { calls: 0, webhooks: 0, deadReports: 0, audit: 0 }, clock, silent)
  await retention.run()
  expect(asked.filter(({ what }) => !/^login/.test(what)).every(({ before }) => before === 0)).toBe(true)
  retention.stop()
})

it('stops in the middle', async () => {
  const clock = createManualClock(START)
  const { store, left } = storeWith(1000)
  const retention = createRetention(store, { calls: 1, webhooks: 1, deadReports: 1, audit: 1 }, clock, silent)
  void retention.run()
  await clock.advance(50)
  retention.stop()
  await clock.advance(60_000)
  expect(left()).toBeGreaterThan(800)
})
