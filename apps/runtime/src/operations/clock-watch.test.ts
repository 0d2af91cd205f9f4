import { expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import { watchClock } from './clock-watch.ts'

const START = Date.parse('2026-01-02T03:04:05Z')
const HOUR = 60 * 60_000

function watched() {
  const clock = createManualClock(START)
  const jumps: number[] = []
  const stop = watchClock(clock, { warn: () => {} }, (byMs) => jumps.push(byMs))
  return { clock, jumps, stop }
}

it('says nothing while both clocks go on', async () => {
  const { clock, jumps, stop } = watched()
  await clock.advance(HOUR)
  expect(jumps).toEqual([])
  stop()
  expect(clock.timerCount()).toBe(0)
})

it.each([24 * HOUR, -24 * HOUR, 5_000, -5_000])('tells a jump by %i ms once', async (byMs) => {
  const { clock, jumps } = watched()
  await clock.advance(10_000)
  clock.jump(byMs)
  await clock.advance(10_000)
  expect(jumps).toEqual([byMs])
})

it('lets a clock be slewed', async () => {
  const { clock, jumps } = watched()
  clock.jump(1_500)
  await clock.advance(2_000)
  clock.jump(-1_500)
  await clock.advance(2_000)
  expect(jumps).toEqual([])
})

it('notices what many small steps add up to', async () => {
  const { clock, jumps } = watched()
  for (let step = 0; step < 10; step += 1) {
    clock.jump(500)
    await clock.advance(1_000)
  }
  expect(jumps).toEqual([2_500, 2_500])
})

it('lets our clock stand by the old time until the jump is told, so that no stored time is moved twice', async () => {
  const { clock, jumps } = watched()
  await clock.advance(10_500)
  const before = clock.now()
  clock.jump(24 * HOUR)
  await clock.advance(400)
  expect([clock.now(), jumps]).toEqual([before + 400, []])
  await clock.advance(100)
  expect([clock.now(), jumps]).toEqual([before + 500 + 24 * HOUR, [24 * HOUR]])
})
