import Fastify from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock } from '../deliveries/testing/manual-clock.ts'
import { shedLoad } from './shed-load.ts'

describe('while the event loop is late', () => {
  const app = { current: Fastify() }
  let clock: ReturnType<typeof createManualClock>
  let isTooMuchForCalls: () => boolean
  beforeEach(async () => {
    clock = createManualClock(0)
    app.current = Fastify()
    isTooMuchForCalls = shedLoad(app.current, clock)
    for (const path of ['/api/flows', '/plivo/answer', '/healthz', '/readyz', '/metrics']) {
      app.current.get(path, async () => 'answered')
    }
    await app.current.ready()
  })
  afterEach(() => app.current.close())

  /** Timers that come so late, one after the other. */
  const lateBy = async (milliseconds: number, times: number) => {
    for (let time = 0; time < times; time += 1) {
      clock.stall(250 + milliseconds)
      await clock.advance(0)
    }
  }
  const statusOf = async (url: string) => (await app.current.inject(url)).statusCode

  it('refuses the API, says when to come again, and answers the carrier and those who watch', async () => {
    await lateBy(300, 5)
    const refused = await app.current.inject('/api/flows?limit=1')
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5'])
    expect(refused.json().error.code).toBe('busy')
    for (const path of ['/plivo/answer', '/healthz', '/readyz', '/metrics'])
      expect(await statusOf(path), path).toBe(200)
    expect(isTooMuchForCalls()).toBe(false)
  })

  it('finds new calls too much later than the API', async () => {
    await lateBy(600, 5)
    expect(isTooMuchForCalls()).toBe(true)
  })

  it('takes one pause, however long, for no overload', async () => {
    await lateBy(30_000, 1)
    expect(await statusOf('/api/flows')).toBe(200)
    expect(isTooMuchForCalls()).toBe(false)
  })

  it('takes the API up again when it is over', async () => {
    await lateBy(600, 5)
    await lateBy(0, 3)
    expect(await statusOf('/api/flows')).toBe(200)
    expect(isTooMuchForCalls()).toBe(false)
  })
})
