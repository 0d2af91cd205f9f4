import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Request } from '@phloem/flow'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Delivery } from '../store/port.ts'
import { Destinations } from './destinations.ts'
import { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatcher.ts'
import type { Answer } from './send.ts'
import { signatureOf } from './signature.ts'
import { createManualClock, type ManualClock, settle } from './testing/manual-clock.ts'
import { createMemoryDeliveries, type MemoryDeliveries } from './testing/memory-deliveries.ts'

const START = Date.parse('2026-01-02T03:04:05.678Z')
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

interface Sent {
  id: string
  host: string
  at: number
  headers: Record<string, string>
}

let clock: ManualClock
let store: MemoryDeliveries
let destinations: Destinations
let sent: Sent[]
let changes: Delivery[]
let errors: string[]
let respond: (sent: Sent, signal: AbortSignal) => Answer | Promise<Answer>

beforeEach(() => {
  clock = createManualClock(START)
  store = createMemoryDeliveries()
  destinations = createDestinations()
  sent = []
  changes = []
  errors = []
  respond = () => answer(200)
})

const answer = (status: number | null, other: Partial<Answer> = {}): Answer => ({
  status,
  contentType: 'text/plain',
  headers: {},
  body: 'thanks',
  durationMs: 7,
  error: status === null ? 'connection refused' : null,
  isUnsendable: false,
  hasLeft: status !== null,
  isRefused: false,
  ...other,
})

const SECRET = 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz'

const createDestinations = () =>
  new Destinations({
    store: { list: async () => [], put: async () => {} },
    clock,
    newSecret: () => SECRET,
    log: { info: () => {}, warn: () => {}, error: (_, message) => errors.push(message) },
    onChange: () => {},
  })

function create(options: Partial<DispatcherOptions> = {}): Dispatcher {
  return createDispatcher({
    store,
    destinations,
    send: async ({ url }, { headers: headersOf, signal }) => {
      const headers = headersOf('')
      const call = { id: headers['webhook-id'] ?? '', host: new URL(url).host, at: clock.now(), headers }
      sent.push(call)
      return respond(call, signal)
    },
    clock,
    dice: () => 0.5,
    log: { info: () => {}, warn: () => {}, error: (_, message) => errors.push(message) },
    onChange: (delivery) => changes.push(delivery),
    ...options,
  })
}

function delivery(id: string, other: Partial<Delivery> & { host?: string } = {}): Delivery {
  const { host = 'a.test', ...rest } = other
  return {
    id,
    callUUID: 'call',
    flowId: 'flow',
    nodeId: 'report',
    nodeName: 'HTTP_Request_1',
    seq: 1,
    destination: `http://${host}`,
    request: request(host),
    state: 'pending',
    tries: 0,
    attempts: [],
    nextAttemptAt: START,
    createdAt: START,
    endedAt: null,
    ...rest,
  }
}

const request = (host: string): Request => ({
  type: 'request',
  purpose: 'report',
  method: 'POST',
  url: `http://${host}/`,
  headers: [],
  query: [],
  auth: { type: 'none' },
  body: { encoding: 'none' },
  timeoutSeconds: 10,
})

const keep = (...deliveries: Delivery[]) => {
  for (const each of deliveries) store.rows.set(each.id, each)
}
const many = (count: number, prefix: string, other: Parameters<typeof delivery>[1] = {}) =>
  Array.from({ length: count }, (_, index) => delivery(`${prefix}${index}`, other))
const due = (id: string, nextAttemptAt: number) => ({ id, destination: 'http://a.test', nextAttemptAt })
const row = (id: string) => store.rows.get(id) as Delivery
const states = () => [...new Set([...store.rows.values()].map(({ state }) => state))]
const never = () => new Promise<Answer>(() => {})

/** Ends like `sendRequest` when it is cut off. */
const untilAborted = (signal: AbortSignal) =>
  new Promise<Answer>((resolve) => signal.addEventListener('abort', () => resolve(answer(null))))

describe('one delivery', () => {
  it('that was pending at the start is sent, recorded and told of', async () => {
    keep(delivery('d1'))
    await create().start()
    await settle()
    expect(row('d1')).toMatchObject({ state: 'delivered', tries: 1, nextAttemptAt: null, endedAt: START })
    expect(row('d1').attempts).toEqual([
      {
        number: 1,
        at: START,
        durationMs: 7,
        status: 200,
        error: null,
        responseHeaders: {},
        responseBody: 'thanks',
      },
    ])
    expect(changes).toEqual([row('d1')])
    expect(clock.timerCount()).toBe(0)
  })

  it('that is added is sent at once, and once however often it is added', async () => {
    const dispatcher = create()
    await dispatcher.start()
    keep(delivery('d1'))
    dispatcher.added([due('d1', START)])
    dispatcher.added([due('d1', START)])
    await settle()
    dispatcher.added([due('d1', START)])
    await settle()
    expect(sent).toHaveLength(1)
  })

  it('carries its id in each attempt, and the second of the attempt', async () => {
    respond = () => answer(sent.length === 1 ? 503 : 200)
    keep(delivery('d1'))
    await create().start()
    await clock.advance(5 * SECOND)
    const seconds = [0, 5].map((after) => String(Math.floor(START / 1000) + after))
    expect(sent.map(({ headers }) => headers)).toEqual(
      seconds.map((timestamp) => ({
        'webhook-id': 'd1',
        'idempotency-key': 'd1',
        'webhook-timestamp': timestamp,
        'webhook-signature': signatureOf([SECRET], { id: 'd1', timestamp, body: '' }),
      })),
    )
  })

  it('is retried by the schedule, each delay counted from the end of the attempt before, and then dead', async () => {
    respond = async () => {
      const ended = Promise.withResolvers<void>()
      clock.after(2 * SECOND, ended.resolve)
      await ended.promise
      return answer(null)
    }
    keep(delivery('d1'))
    await create().start()
    await clock.advance(80 * HOUR)
    const delays = sent.slice(1).map(({ at }, index) => at - (sent[index]?.at ?? 0) - 2 * SECOND)
    const hours = [2, 5, 10, 14, 20, 24].map((each) => each * HOUR)
    expect(delays).toEqual([5 * SECOND, 5 * MINUTE, 30 * MINUTE, ...hours])
    expect(row('d1')).toMatchObject({ state: 'dead', tries: 10, nextAttemptAt: null })
    expect(row('d1').attempts.map(({ number, error }) => [number, error])).toEqual(
      Array.from({ length: 10 }, (_, index) => [index + 1, 'connection refused']),
    )
    expect(changes.map(({ state }) => state)).toEqual([...Array(9).fill('pending'), 'dead'])
    expect(clock.timerCount()).toBe(0)
  })

  it('is dead at once when the server rejects it', async () => {
    respond = () => answer(404)
    keep(delivery('d1'))
    await create().start()
    await settle()
    expect(row('d1')).toMatchObject({ state: 'dead', tries: 1, endedAt: START })
    expect(row('d1').attempts).toMatchObject([{ status: 404 }])
  })

  it('is dead at once when its request can never be sent', async () => {
    respond = () => answer(null, { error: '"x" is not a URL', isUnsendable: true })
    keep({ ...delivery('d1'), request: { ...request('a.test'), url: 'http://a.test:0' } })
    await create().start()
    await settle()
    expect(row('d1')).toMatchObject({ state: 'dead', attempts: [{ error: '"x" is not a URL' }] })
  })

  it('waits as long as the server asks', async () => {
    respond = () => (sent.length === 1 ? answer(429, { headers: { 'retry-after': '90' } }) : answer(200))
    keep(delivery('d1'))
    await create().start()
    await clock.advance(HOUR)
    expect(sent.map(({ at }) => at - START)).toEqual([0, 90 * SECOND])
  })

  it('keeps the beginning of a long answer', async () => {
    respond = () => answer(200, { body: `${'x'.repeat(4095)}\u{1f600}${'y'.repeat(60_000)}` })
    keep(delivery('d1'))
    await create().start()
    await settle()
    expect(row('d1').attempts[0]?.responseBody).toBe(`${'x'.repeat(4095)}\ufffd`)
  })

  it('is not sent when the store says that it is not due', async () => {
    const dispatcher = create()
    await dispatcher.start()
    keep(delivery('later', { nextAttemptAt: START + HOUR }), delivery('done', { state: 'delivered' }))
    dispatcher.added(['later', 'done', 'unknown'].map((id) => due(id, START)))
    await clock.advance(HOUR - 1)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent.map(({ id }) => id)).toEqual(['later'])
  })

  it('is retried when sending fails from within', async () => {
    respond = () => {
      throw new Error('a bug')
    }
    keep(delivery('d1'))
    await create().start()
    await settle()
    expect(row('d1')).toMatchObject({ state: 'pending', tries: 1, attempts: [{ error: 'Error: a bug' }] })
  })

  it('is not harmed by a listener that fails', async () => {
    respond = () => answer(sent.length === 1 ? 500 : 200)
    keep(delivery('d1'))
    const onChange = () => {
      throw new Error('a bug')
    }
    await create({ onChange }).start()
    await clock.advance(5 * SECOND)
    expect(row('d1').state).toBe('delivered')
    expect(errors).toHaveLength(2)
  })
})

describe('a restart', () => {
  it('goes on where the schedule stood', async () => {
    respond = () => answer(500)
    keep(delivery('d1'))
    const before = create()
    await before.start()
    await clock.advance(5 * SECOND)
    await before.stop()
    expect(clock.timerCount()).toBe(0)
    await clock.advance(MINUTE)
    await create().start()
    await clock.advance(5 * MINUTE)
    expect(sent.map(({ at }) => at - START)).toEqual([0, 5 * SECOND, 5 * SECOND + 5 * MINUTE])
  })

  it('sends at once what became due meanwhile', async () => {
    keep(delivery('d1', { nextAttemptAt: START - HOUR, tries: 3 }))
    await create().start()
    await settle()
    expect(row('d1')).toMatchObject({ state: 'delivered', tries: 4 })
  })

  it('is not needed to notice that the clock was set forward', async () => {
    let shift = 0
    keep(delivery('d1', { nextAttemptAt: START + 24 * HOUR }))
    await create({ clock: { ...clock, now: () => clock.now() + shift } }).start()
    await settle()
    shift = 24 * HOUR
    await clock.advance(HOUR)
    expect(row('d1').state).toBe('delivered')
  })

  it('needs no timer when nothing is pending', async () => {
    keep(delivery('d1', { state: 'delivered' }))
    await create().start()
    await settle()
    expect(clock.timerCount()).toBe(0)
  })
})

describe('replay', () => {
  it('sends a dead one again under its old id, with a fresh schedule', async () => {
    keep(delivery('d1', { state: 'dead', tries: 10, nextAttemptAt: null, endedAt: START }))
    respond = () => answer(500)
    const dispatcher = create()
    await dispatcher.start()
    expect(await dispatcher.replay('d1')).toMatchObject({ id: 'd1', state: 'pending', tries: 0 })
    await clock.advance(5 * SECOND)
    expect(sent.map(({ id, at }) => [id, at - START])).toEqual([
      ['d1', 0],
      ['d1', 5 * SECOND],
    ])
    expect(row('d1')).toMatchObject({ state: 'pending', tries: 2 })
    expect(changes.map(({ tries }) => tries)).toEqual([0, 1, 2])
  })

  it.each(['pending', 'delivered'] as const)('does nothing to one that is %s', async (state) => {
    keep(delivery('d1', { state, nextAttemptAt: START + HOUR }))
    const dispatcher = create()
    await dispatcher.start()
    expect(await dispatcher.replay('d1')).toBeNull()
    expect(await dispatcher.replay('unknown')).toBeNull()
    await settle()
    expect(sent).toEqual([])
  })

  it('works from the moment that the delivery is dead', async () => {
    respond = () => answer(sent.length === 1 ? 404 : 200)
    keep(delivery('d1'))
    const replays: Promise<Delivery | null>[] = []
    const recordAttempt: typeof store.recordAttempt = async (...args) => {
      await store.recordAttempt(...args)
      if (row('d1').state === 'dead') replays.push(dispatcher.replay('d1'))
      await settle()
    }
    const dispatcher = create({ store: { ...store, recordAttempt } })
    await dispatcher.start()
    await settle()
    await settle()
    expect(replays).toHaveLength(1)
    await clock.advance(0)
    expect(row('d1')).toMatchObject({ state: 'delivered', attempts: [{ status: 404 }, { status: 200 }] })
  })

  it('of 1000 sends each once', async () => {
    keep(...many(1000, 'd', { state: 'dead', nextAttemptAt: null }))
    const dispatcher = create()
    await dispatcher.start()
    await Promise.all([...store.rows.keys()].map((id) => dispatcher.replay(id)))
    while (states().length > 1 || states()[0] !== 'delivered') await settle()
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1000)
    expect(sent).toHaveLength(1000)
  })
})

describe('hosts', () => {
  it('get at most 8 attempts each at once, 256 in all', async () => {
    respond = never
    for (let host = 0; host < 40; host += 1) keep(...many(20, `h${host}-`, { host: `h${host}.test` }))
    await create().start()
    await settle()
    const perHost = Object.values(Object.groupBy(sent, ({ host }) => host)).map((each) => each?.length)
    expect(Math.max(...perHost.map((count) => count ?? 0))).toBeLessThanOrEqual(8)
    expect(sent).toHaveLength(256)
  })

  it('do not wait for one that hangs, though its backlog comes first and is longer than a page', async () => {
    respond = ({ host }) => (host === 'hanging.test' ? never() : answer(200))
    keep(...many(2500, 'h', { host: 'hanging.test', nextAttemptAt: START - HOUR }))
    keep(...many(100, 'g', { host: 'good.test' }))
    await create().start()
    while ([...store.rows.values()].filter(({ state }) => state === 'delivered').length < 100) await settle()
    expect(sent.filter(({ host }) => host === 'hanging.test')).toHaveLength(8)
  })

  it('get the next as soon as one is through', async () => {
    const answers: ((answer: Answer) => void)[] = []
    respond = () => new Promise((resolve) => answers.push(resolve))
    keep(...many(3, 'd'))
    await create({ concurrency: { total: 2, perDestination: 1 } }).start()
    for (const count of [1, 2, 3]) {
      await settle()
      expect(answers).toHaveLength(count)
      answers.at(-1)?.(answer(200))
    }
    await settle()
    expect(states()).toEqual(['delivered'])
  })
})

describe('a destination that keeps failing', () => {
  const failing = (host: string) => () => answer(null, { error: `${host} is down` })

  it('is spared: its reports wait without losing attempts, and one is tried every 30 s', async () => {
    respond = ({ host }) => (host === 'down.test' ? failing(host)() : answer(200))
    keep(...many(100, 'd', { host: 'down.test' }))
    await create().start()
    await clock.advance(4 * SECOND)
    const atOnce = sent.length
    expect(atOnce).toBeLessThan(20)
    await clock.advance(10 * 30 * SECOND)
    expect(sent.length - atOnce).toBe(10)
    const untouched = [...store.rows.values()].filter(({ attempts }) => attempts.length === 0)
    expect(untouched.length).toBeGreaterThan(70)
    expect(states()).toEqual(['pending'])
  })

  it('gets all that waited as soon as a probe arrives', async () => {
    let isDown = true
    respond = () => answer(isDown ? 503 : 200)
    keep(...many(100, 'd'))
    await create().start()
    await clock.advance(MINUTE)
    isDown = false
    await clock.advance(30 * SECOND)
    const delivered = [...store.rows.values()].filter(({ state }) => state === 'delivered')
    expect(delivered.length).toBeGreaterThan(80)
    await clock.advance(10 * MINUTE)
    expect(states()).toEqual(['delivered'])
  })

  it('is noticed again after a restart, and probed', async () => {
    respond = () => answer(503)
    keep(...many(40, 'd'))
    const before = create()
    await before.start()
    await clock.advance(MINUTE)
    await before.stop()
    destinations = createDestinations()
    await create().start()
    await clock.advance(MINUTE)
    respond = () => answer(200)
    await clock.advance(HOUR)
    expect(states()).toEqual(['delivered'])
  })

  it('is disabled after 5 days without a success; what it is owed is dead, unsent, until it is enabled', async () => {
    respond = () => answer(503)
    const dispatcher = create()
    await dispatcher.start()
    for (let day = 0; day < 6; day += 1) {
      const id = `day${day}`
      keep(delivery(id, { nextAttemptAt: clock.now(), createdAt: clock.now() }))
      dispatcher.added([due(id, clock.now())])
      await clock.advance(24 * HOUR)
    }
    expect(destinations.find('http://a.test')?.disabled?.reason).toMatch(/5 days/)
    expect(errors.some((message) => message.includes('disabled'))).toBe(true)
    const asked = sent.length
    keep(delivery('late', { nextAttemptAt: clock.now() }))
    dispatcher.added([due('late', clock.now())])
    await settle()
    expect(sent).toHaveLength(asked)
    expect(row('late')).toMatchObject({
      state: 'dead',
      attempts: [{ status: null, error: expect.stringMatching(/^not sent: http:\/\/a.test is disabled/) }],
    })

    respond = () => answer(200)
    await destinations.enable('http://a.test')
    expect(await dispatcher.replay('late')).not.toBeNull()
    await settle()
    expect(row('late').state).toBe('delivered')
  })
})

describe('a URL that answers 410', () => {
  it('gets nothing more, while others of its destination do, until it is opened again', async () => {
    respond = () => answer(sent.length === 1 ? 410 : 200)
    const dispatcher = create()
    await dispatcher.start()
    const to = (id: string, url: string) => ({ ...delivery(id), request: { ...request('a.test'), url } })
    keep(to('gone', 'http://a.test/hook?call=1'))
    dispatcher.added([due('gone', START)])
    await settle()
    expect(row('gone')).toMatchObject({ state: 'dead', attempts: [{ status: 410 }] })

    keep(to('same', 'http://a.test/hook?call=2'), to('other', 'http://a.test/other'))
    dispatcher.added([due('same', START), due('other', START)])
    await settle()
    expect(row('same')).toMatchObject({
      state: 'dead',
      attempts: [{ error: expect.stringContaining('410 Gone') }],
    })
    expect(row('other').state).toBe('delivered')
    expect(sent.map(({ id }) => id)).toEqual(['gone', 'other'])

    expect(await destinations.reopen('http://a.test', 'http://a.test/hook')).toBe(true)
    await dispatcher.replay('same')
    await settle()
    expect(row('same').state).toBe('delivered')
  })
})

describe('at most once', () => {
  const once = (id: string) => ({
    ...delivery(id),
    request: { ...request('a.test'), delivery: 'at_most_once' as const },
  })

  it('tries again only what surely never left', async () => {
    respond = () => answer(null, { hasLeft: sent.length > 2 })
    keep(once('d1'))
    await create().start()
    await clock.advance(HOUR)
    expect(sent).toHaveLength(3)
    expect(row('d1')).toMatchObject({ state: 'dead', tries: 3 })
  })

  it.each([429, 500, 503, 302])('gives up after an answer %i', async (status) => {
    respond = () => answer(status)
    keep(once('d1'))
    await create().start()
    await clock.advance(80 * HOUR)
    expect(sent).toHaveLength(1)
    expect(row('d1').state).toBe('dead')
  })

  it('sends nothing again after a crash in the attempt, and says so', async () => {
    respond = never
    keep(once('d1'))
    await create().start()
    await settle()
    expect(sent).toHaveLength(1)
    // No stop: the process is gone.
    respond = () => answer(200)
    await create().start()
    await clock.advance(HOUR)
    expect(sent).toHaveLength(1)
    expect(row('d1')).toMatchObject({
      state: 'dead',
      attempts: [{ error: expect.stringContaining('may have arrived') }],
    })
  })

  it('sends nothing again when what came of it can not be kept', async () => {
    keep(once('d1'))
    store.failing.add('recordAttempt')
    await create().start()
    await clock.advance(2 * MINUTE)
    store.failing.clear()
    await clock.advance(HOUR)
    expect(sent).toHaveLength(1)
    expect(row('d1').state).toBe('dead')
  })
})

describe('sending many again', () => {
  it('sends all that match once, under their old ids, in portions', async () => {
    keep(...many(1000, 'd', { state: 'dead', nextAttemptAt: null, endedAt: START - 1 }))
    const dispatcher = create()
    await dispatcher.start()
    expect(await dispatcher.replayMany({})).toBe(1000)
    while (states().length > 1 || states()[0] !== 'delivered') await settle()
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1000)
    expect(sent).toHaveLength(1000)
  })

  it('leaves those alone that die while it goes on', async () => {
    respond = () => answer(404)
    keep(...many(450, 'd', { state: 'dead', nextAttemptAt: null, endedAt: START - 1 }))
    const dispatcher = create()
    await dispatcher.start()
    expect(await dispatcher.replayMany({})).toBe(450)
    while (states().includes('pending')) await settle()
    expect(sent).toHaveLength(450)
  })

  it('takes ids, more than fit into a write', async () => {
    keep(...many(500, 'd', { state: 'dead', nextAttemptAt: null, endedAt: START - 1 }))
    const dispatcher = create()
    await dispatcher.start()
    const ids = Array.from({ length: 450 }, (_, index) => `d${index}`)
    expect(await dispatcher.replayMany({ ids: [...ids, 'unknown'] })).toBe(450)
    while (sent.length < 450) await settle()
    await settle()
    expect(row('d450').state).toBe('dead')
  })
})

describe('times that were moved in the store', () => {
  it('are heeded after replanning', async () => {
    keep(delivery('d1', { nextAttemptAt: START + 24 * HOUR }))
    const dispatcher = create()
    await dispatcher.start()
    await settle()
    keep(delivery('d1', { nextAttemptAt: START + MINUTE }))
    dispatcher.replan()
    await clock.advance(MINUTE)
    expect(row('d1').state).toBe('delivered')
  })
})

describe('a backlog', () => {
  it('of 100,000 that are due later is left to the store', async () => {
    keep(...many(100_000, 'd', { nextAttemptAt: START + HOUR }))
    await create().start()
    await settle()
    expect(store.asked).toEqual({ find: 0, due: [200], recordAttempt: 0 })
    expect(clock.timerCount()).toBe(1)
  })

  it('is looked at in portions, so that other work gets its turn', async () => {
    respond = never
    for (let host = 0; host < 125; host += 1) keep(...many(8, `h${host}-`, { host: `h${host}.test` }))
    await create({ concurrency: { total: 1000, perDestination: 8 } }).start()
    let turns = 0
    for (; store.asked.find < 1000; turns += 1) await nextTurn()
    expect(turns).toBeGreaterThan(8)
  })

  it('that is longer than a page is sent whole, each once, and in time', async () => {
    const deliveries = many(2500, 'd').map((each, index) => ({ ...each, nextAttemptAt: START + index * 10 }))
    keep(...deliveries)
    await create().start()
    await clock.advance(25 * SECOND)
    expect(states()).toEqual(['delivered'])
    expect(sent).toHaveLength(2500)
    expect(sent.every(({ id, at }) => at === deliveries[Number(id.slice(1))]?.nextAttemptAt)).toBe(true)
  })

  it('does not hold up what is added while it waits', async () => {
    keep(...many(2500, 'd', { nextAttemptAt: START + HOUR }))
    const dispatcher = create()
    await dispatcher.start()
    keep(delivery('new'))
    dispatcher.added([due('new', START)])
    await settle()
    expect(row('new').state).toBe('delivered')
    keep(delivery('newer', { nextAttemptAt: START + 2 * HOUR }))
    dispatcher.added([due('newer', START + 2 * HOUR)])
    await clock.advance(2 * HOUR)
    while (states().length > 1) await settle()
    expect(row('newer').endedAt).toBe(START + 2 * HOUR)
  })
})

describe('a store that fails', () => {
  it('to record gets the attempt again without its being sent again', async () => {
    keep(delivery('d1'))
    store.failing.add('recordAttempt')
    await create().start()
    await clock.advance(12 * SECOND)
    expect(store.asked.recordAttempt).toBe(3)
    store.failing.clear()
    await clock.advance(5 * SECOND)
    expect(row('d1')).toMatchObject({ state: 'delivered', attempts: [{ number: 1, at: START }] })
    expect(sent).toHaveLength(1)
  })

  it('to record for long lets no more be sent than was under way', async () => {
    keep(...many(100, 'd'))
    store.failing.add('recordAttempt')
    await create().start()
    await clock.advance(50 * SECOND)
    expect(sent).toHaveLength(8)
  })

  it('to record for good has the delivery sent again later, under the same id', async () => {
    keep(delivery('d1'), delivery('d2'))
    const recordAttempt: typeof store.recordAttempt = async (id, ...rest) => {
      if (id === 'd1') throw new Error('never takes this one')
      return store.recordAttempt(id, ...rest)
    }
    await create({ store: { ...store, recordAttempt }, concurrency: { total: 1, perDestination: 1 } }).start()
    await clock.advance(HOUR)
    expect(row('d2').state).toBe('delivered')
    expect(row('d1')).toMatchObject({ state: 'pending', attempts: [] })
    const count = sent.filter(({ id }) => id === 'd1').length
    expect(count).toBeGreaterThan(1)
    expect(count).toBeLessThan(12)
  })

  it.each(['due', 'find'] as const)('to answer %s is asked again after a rest', async (operation) => {
    keep(...many(1000, 'd'))
    store.failing.add(operation)
    await create().start()
    await clock.advance(12 * SECOND)
    expect(errors).toHaveLength(3)
    expect(sent).toEqual([])
    store.failing.clear()
    await clock.advance(5 * SECOND)
    while (states().includes('pending')) await settle()
    expect(sent).toHaveLength(1000)
  })

  it('in between loses nothing and sends nothing twice', async () => {
    keep(...many(50, 'd'))
    const dispatcher = create()
    await dispatcher.start()
    store.failing.add('find')
    await clock.advance(20 * SECOND)
    store.failing.clear()
    await clock.advance(20 * SECOND)
    expect(states()).toEqual(['delivered'])
    expect(sent).toHaveLength(50)
  })
})

describe('stop', () => {
  it('waits for attempts under way, records them, and begins no other', async () => {
    const answers: ((answer: Answer) => void)[] = []
    respond = () => new Promise((resolve) => answers.push(resolve))
    keep(...many(10, 'd'))
    const dispatcher = create()
    await dispatcher.start()
    await settle()
    let isStopped = false
    const stopped = dispatcher.stop().then(() => {
      isStopped = true
    })
    await settle()
    expect(isStopped).toBe(false)
    for (const resolve of answers) resolve(answer(200))
    await stopped
    expect([...store.rows.values()].filter(({ state }) => state === 'delivered')).toHaveLength(8)
    expect(sent).toHaveLength(8)
    expect(clock.timerCount()).toBe(0)
  })

  it('cuts off attempts after 8 s and leaves them pending', async () => {
    respond = (_, signal) => untilAborted(signal)
    keep(delivery('d1'))
    const dispatcher = create()
    await dispatcher.start()
    await settle()
    const stopped = dispatcher.stop()
    await clock.advance(8 * SECOND)
    await stopped
    await settle()
    expect(row('d1')).toEqual(delivery('d1'))
    expect(clock.timerCount()).toBe(0)
  })

  it('does not wait for a store that fails', async () => {
    keep(delivery('d1'))
    store.failing.add('recordAttempt')
    const dispatcher = create()
    await dispatcher.start()
    await settle()
    await dispatcher.stop()
    expect(store.asked.recordAttempt).toBeLessThan(4)
    expect(row('d1').state).toBe('pending')
    expect(clock.timerCount()).toBe(0)
  })
})

it('ends every delivery and never has one under way twice, whatever fails and restarts', async () => {
  const fault = fc.constantFrom('find', 'due', 'recordAttempt', 'restart', 'replay', 'none')
  const status = fc.constantFrom(200, 200, 404, 503, null)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 12 }),
      fc.array(status, { minLength: 1 }),
      async (faults, statuses) => {
        clock = createManualClock(START)
        store = createMemoryDeliveries(many(12, 'd'))
        destinations = createDestinations()
        sent = []
        const underWay = new Set<string>()
        const twice: string[] = []
        respond = async ({ id }) => {
          if (underWay.has(id)) twice.push(id)
          underWay.add(id)
          await nextTurn()
          underWay.delete(id)
          return answer(statuses[sent.length % statuses.length] as number | null)
        }
        let dispatcher = create()
        await dispatcher.start()
        for (const each of faults) {
          store.failing.clear()
          if (each === 'restart') {
            await dispatcher.stop()
            dispatcher = create()
            await dispatcher.start()
          } else if (each === 'replay') await dispatcher.replay('d0')
          else if (each !== 'none') store.failing.add(each)
          await clock.advance(3 * SECOND)
        }
        store.failing.clear()
        await clock.advance(100 * HOUR)
        expect([...store.rows.values()].map(({ state }) => state)).not.toContain('pending')
        expect(twice).toEqual([])
        for (const { attempts } of store.rows.values()) {
          expect(attempts.map(({ number }) => number)).toEqual(attempts.map((_, index) => index + 1))
        }
        expect(clock.timerCount()).toBe(0)
      },
    ),
    { numRuns: 30 },
  )
}, 30_000)
