import { expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import { inTime } from './in-time.ts'

it('gives what comes in time, and leaves no timer', async () => {
  const clock = createManualClock(0)
  expect(await inTime(clock, Promise.resolve('answer'), () => {})).toBe('answer')
  await expect(inTime(clock, Promise.reject(new Error('broken')), () => {})).rejects.toThrow('broken')
  expect(clock.timerCount()).toBe(0)
})

it('gives nothing within 2 s when it takes longer, and hears of a failure after that', async () => {
  const clock = createManualClock(0)
  const work = Promise.withResolvers<string>()
  const late: unknown[] = []
  const answered = inTime(clock, work.promise, (error) => late.push(error))
  await clock.advance(2000)
  expect(await answered).toBeNull()
  work.reject(new Error('broken'))
  await clock.advance(0)
  expect(late).toEqual([new Error('broken')])
})
