import { beforeEach, describe, expect, it } from 'vitest'
import type { Destination } from '../store/port.ts'
import { Destinations } from './destinations.ts'
import { createManualClock, type ManualClock } from './testing/manual-clock.ts'

const ORIGIN = 'https://a.example'
const HOUR = 60 * 60_000
const START = Date.parse('2026-01-02T03:04:05.678Z')

let clock: ManualClock
let stored: Map<string, string>
let puts: number
let changes: string[]
let destinations: Destinations

beforeEach(() => {
  clock = createManualClock(START)
  stored = new Map()
  puts = 0
  changes = []
  destinations = create()
})

/** The stored ones go through JSON, as in a database. */
function create() {
  let made = 0
  return new Destinations({
    store: {
      list: async () => [...stored.values()].map((text) => JSON.parse(text) as Destination),
      put: async (destination) => {
        puts += 1
        stored.set(destination.origin, JSON.stringify(destination))
      },
    },
    clock,
    newSecret: () => `secret-${++made}`,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    onChange: (origin) => changes.push(origin),
  })
}

const end = (outcome: 'fails' | 'arrives' | 'gone', url = `${ORIGIN}/hook`) =>
  destinations.ended(ORIGIN, url, { isFailure: outcome === 'fails', isGone: outcome === 'gone' })

describe('the secret of a destination', () => {
  it('is made once, is on disk before it signs, and stays over restarts', async () => {
    const [one, other] = await Promise.all([destinations.secrets(ORIGIN), destinations.secrets(ORIGIN)])
    expect(one).toEqual(['secret-1'])
    expect(other).toEqual(one)
    expect(stored.get(ORIGIN)).toContain('secret-1')
    destinations = create()
    await destinations.load()
    expect(await destinations.secrets(ORIGIN)).toEqual(['secret-1'])
    expect(puts).toBe(1)
  })

  it('signs beside a new one for a day', async () => {
    await destinations.expect([ORIGIN])
    expect(await destinations.rotateSecret(ORIGIN)).toBe(true)
    expect(await destinations.secrets(ORIGIN)).toEqual(['secret-2', 'secret-1'])
    await clock.advance(24 * HOUR)
    expect(await destinations.secrets(ORIGIN)).toEqual(['secret-2'])
    await destinations.rotateSecret(ORIGIN)
    expect(destinations.find(ORIGIN)?.secrets.map(({ secret }) => secret)).toEqual(['secret-3', 'secret-2'])
  })

  it('is not there for what is no destination', async () => {
    expect(await destinations.secrets('')).toEqual([])
    expect(await destinations.rotateSecret('https://unknown.example')).toBe(false)
    expect(await destinations.enable('https://unknown.example')).toBe(false)
    expect(destinations.all()).toEqual([])
  })
})

describe('a row of failures', () => {
  beforeEach(() => destinations.expect([ORIGIN]))

  it('begins with the first, ends with a success, and costs few writes', async () => {
    const before = puts
    for (let failures = 0; failures < 100; failures += 1) {
      await end('fails')
      await clock.advance(1000)
    }
    expect(destinations.find(ORIGIN)?.failing).toEqual({ since: START, lastAt: START + 99_000 })
    expect(puts - before).toBeLessThan(4)
    await end('arrives')
    expect(destinations.find(ORIGIN)?.failing).toBeNull()
  })

  it.each([
    { everyHours: 24, days: 6, isDisabled: true },
    { everyHours: 1, days: 6, isDisabled: true },
    { everyHours: 1, days: 4.9, isDisabled: false },
    // Nobody knows what it did in between.
    { everyHours: 30, days: 20, isDisabled: false },
  ])(
    'every $everyHours h over $days days disables it: $isDisabled',
    async ({ everyHours, days, isDisabled }) => {
      for (let hours = 0; hours <= days * 24; hours += everyHours) {
        await end('fails')
        await clock.advance(everyHours * HOUR)
      }
      expect(destinations.find(ORIGIN)?.disabled !== null).toBe(isDisabled)
      expect(destinations.refusal(ORIGIN, ORIGIN) !== null).toBe(isDisabled)
    },
  )

  it('goes on over a restart', async () => {
    for (let hours = 0; hours < 4 * 24; hours += 12) {
      await end('fails')
      await clock.advance(12 * HOUR)
    }
    destinations = create()
    await destinations.load()
    for (let hours = 0; hours < 2 * 24; hours += 12) {
      await end('fails')
      await clock.advance(12 * HOUR)
    }
    expect(destinations.find(ORIGIN)?.disabled).not.toBeNull()
  })

  it('is forgotten when the destination is enabled again', async () => {
    for (let days = 0; days < 6; days += 1) {
      await end('fails')
      await clock.advance(24 * HOUR)
    }
    expect(await destinations.enable(ORIGIN)).toBe(true)
    await end('fails')
    expect(destinations.find(ORIGIN)).toMatchObject({ disabled: null, failing: { since: clock.now() } })
  })
})

describe('the breaker of a destination', () => {
  beforeEach(() => destinations.expect([ORIGIN]))

  it('is told of, and who watches too', async () => {
    for (let failures = 0; failures < 10; failures += 1) await end('fails')
    expect(destinations.all()).toMatchObject([{ breaker: { state: 'open', nextProbeAt: START + 30_000 } }])
    changes = []
    await clock.advance(30_000)
    destinations.began(ORIGIN)
    expect(destinations.all()).toMatchObject([{ breaker: { state: 'half_open' } }])
    await end('arrives')
    expect(destinations.all()).toMatchObject([{ breaker: { state: 'closed', nextProbeAt: null } }])
    expect(changes.length).toBeGreaterThan(1)
    expect(new Set(changes)).toEqual(new Set([ORIGIN]))
  })

  it('does not hold up the refusals of a disabled one', async () => {
    for (let failures = 0; failures < 20; failures += 1) await end('fails')
    await clock.advance(24 * HOUR)
    for (let days = 0; days < 6; days += 1) {
      for (let failures = 0; failures < 20; failures += 1) await end('fails')
      await clock.advance(24 * HOUR)
    }
    expect(destinations.allowedAt(ORIGIN)).toBe(Number.NEGATIVE_INFINITY)
  })
})

describe('URLs that are gone', () => {
  beforeEach(() => destinations.expect([ORIGIN]))

  it('are told from others without their query', async () => {
    await end('gone', `${ORIGIN}/hook?call=1`)
    expect(destinations.refusal(ORIGIN, `${ORIGIN}/hook?call=2#x`)).toContain('2026-01-02T03:04:05.678Z')
    expect(destinations.refusal(ORIGIN, `${ORIGIN}/hook2`)).toBeNull()
    expect(await destinations.reopen(ORIGIN, `${ORIGIN}/hook2`)).toBe(false)
    expect(await destinations.reopen(ORIGIN, `${ORIGIN}/hook`)).toBe(true)
    expect(destinations.refusal(ORIGIN, `${ORIGIN}/hook`)).toBeNull()
  })

  it('are each kept once, and no more than a thousand', async () => {
    for (let url = 0; url < 1100; url += 1) await end('gone', `${ORIGIN}/${url % 1050}`)
    const { gone = [] } = destinations.find(ORIGIN) ?? {}
    expect(gone).toHaveLength(1000)
    expect(new Set(gone.map(({ url }) => url)).size).toBe(1000)
  })
})
