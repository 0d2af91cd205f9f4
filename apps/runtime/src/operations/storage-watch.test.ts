import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import type { Storage } from '../store/port.ts'
import { watchStorage } from './storage-watch.ts'

it('says once, and loudly enough, when the state of the disk changes', async () => {
  const lines: { level: number; state: string }[] = []
  const log = pino({ base: null }, { write: (line) => void lines.push(JSON.parse(line)) })
  const clock = createManualClock(0)
  let state: Storage['state'] = 'ok'
  const storage = async (): Promise<Storage> => ({
    state,
    problem: null,
    freeBytes: 1,
    databaseBytes: 2,
    walBytes: 3,
  })
  const watch = watchStorage({ storage }, clock, log)
  for (const next of ['ok', 'low', 'full', 'ok'] as const) {
    state = next
    await clock.advance(30_000)
  }
  expect(lines.map(({ level, state: said }) => [level, said])).toEqual([
    [40, 'low'],
    [50, 'full'],
    [30, 'ok'],
  ])
  watch.stop()
  expect(clock.timerCount()).toBe(0)
})
