import { afterEach, describe, expect, it } from 'vitest'
import type { CallStore, Store } from './store/port.ts'
import {
  answerParams,
  attributesOf,
  NUMBER,
  type PhloemInProcess,
  PUBLIC_URL,
  reportingFlow,
  type StartOptions,
  startInProcess,
} from './testing/phloem-in-process.ts'

let phloem: PhloemInProcess
afterEach(() => phloem?.stop())

const start = async (options: StartOptions = {}) => {
  phloem = await startInProcess(reportingFlow(), options)
}

const ended = (callUUID: string, status: string) => ({
  CallUUID: callUUID,
  DialALegUUID: callUUID,
  DialStatus: status,
  DialRingStatus: 'true',
  DialHangupCause: '',
})
const hangup = (callUUID: string) => ({
  CallUUID: callUUID,
  Event: 'Hangup',
  CallStatus: 'completed',
  HangupCause: 'NORMAL_CLEARING',
  Duration: '7',
  From: '14155550100',
  To: NUMBER.slice(1),
})

const FORWARD = '<Number>+12025550103</Number></Dial></Response>'
const callDetails = async (callUUID: string) => (await phloem.api('GET', `/api/calls/${callUUID}`)).body

/** A store whose parts fail on demand. */
function breakable() {
  const broken = { reads: false, writes: false, hangs: false }
  const guard = <T extends object>(part: T, writes: string[]): T =>
    new Proxy(part, {
      get: (target, name) => {
        const value = target[name as keyof T]
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          if (broken.hangs) await new Promise(() => {})
          const isWrite = writes.includes(String(name))
          if (isWrite && broken.writes) throw new Error('database or disk is full')
          if (!isWrite && broken.reads) throw new Error('database is not open')
          return value.apply(target, args)
        }
      },
    })
  const wrapStore = (store: Store): Store => ({
    ...store,
    calls: guard<CallStore>(store.calls, ['commit', 'noteWebhook', 'answerWebhook']),
    numbers: guard(store.numbers, ['put', 'remove']),
    flows: guard(store.flows, ['create', 'saveDraft', 'publish', 'remove']),
  })
  return { broken, wrapStore }
}

describe('a store that takes no writes', () => {
  it('costs no caller anything, and loses no outcome', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    const before = await phloem.ask('/plivo/answer', answerParams('begun-before'))
    broken.writes = true
    const during = await phloem.ask('/plivo/answer', answerParams('begun-meanwhile'))
    expect(during.status).toBe(200)
    expect(attributesOf(during.body, 'Dial')).toBeDefined()
    for (const { body, callUUID } of [
      { body: before.body, callUUID: 'begun-before' },
      { body: during.body, callUUID: 'begun-meanwhile' },
    ]) {
      const action = attributesOf(body, 'Dial')?.action ?? ''
      const told = await phloem.ask(action, ended(callUUID, 'busy'))
      expect(told).toEqual({ status: 200, body: '<Response><Hangup/></Response>' })
      expect(await phloem.ask(action, ended(callUUID, 'busy'))).toEqual(told)
      expect((await phloem.ask('/plivo/hangup', hangup(callUUID))).status).toBe(200)
    }
    await phloem.clock.advance(60_000)
    expect(phloem.reports).toEqual([])

    broken.writes = false
    await phloem.clock.advance(2_000)
    expect(phloem.reports.map(({ pairs }) => [pairs.DialALegUUID, pairs.DialStatus]).toSorted()).toEqual([
      ['begun-before', 'busy'],
      ['begun-meanwhile', 'busy'],
    ])
    expect(await callDetails('begun-meanwhile')).toMatchObject({ status: 'ended', state: 'busy_rejected' })
    expect(JSON.stringify((await callDetails('begun-meanwhile')).events)).toContain('kept in memory')
  })

  it('gets all that was kept when Phloem stops', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    broken.writes = true
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    await phloem.ask(attributesOf(body, 'Dial')?.action ?? '', ended('c', 'no-answer'))
    broken.writes = false
    phloem = await phloem.restart()
    await phloem.clock.advance(1_000)
    expect(phloem.reports).toMatchObject([{ pairs: { DialALegUUID: 'c', DialStatus: 'no-answer' } }])
  })
})

describe('a store that can not be read', () => {
  it('lets calls begin from what is in memory', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    broken.reads = true
    broken.writes = true
    const answer = await phloem.ask('/plivo/answer', answerParams('c'))
    const action = attributesOf(answer.body, 'Dial')?.action ?? ''
    expect(action).toContain('/plivo/calls/c/1/forward/dial-ended')
    expect((await phloem.ask(action, ended('c', 'busy'))).status).toBe(200)
    broken.reads = false
    broken.writes = false
    await phloem.clock.advance(2_000)
    expect(phloem.reports).toMatchObject([{ pairs: { DialStatus: 'busy' } }])
    expect((await callDetails('c')).problem).toContain('from what was in memory')
  })

  it('has callbacks of calls that are not in memory come again', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    const action = attributesOf(body, 'Dial')?.action ?? ''
    broken.reads = true
    expect((await phloem.ask(action, ended('c', 'busy'))).status).toBe(503)
    broken.reads = false
    expect((await phloem.ask(action, ended('c', 'busy'))).body).toBe('<Response><Hangup/></Response>')
    await phloem.clock.advance(1_000)
    expect(phloem.reports).toHaveLength(1)
  })

  it('does not keep the fallback URL from answering', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore, fallbackNumber: '+12025550103' })
    broken.reads = true
    broken.writes = true
    expect(await phloem.ask('/plivo/fallback', answerParams('c'))).toMatchObject({
      status: 200,
      body: expect.stringContaining(FORWARD),
    })
    const other = await phloem.ask('/plivo/fallback', answerParams('c', { To: '12025550178' }))
    expect(other).toMatchObject({ status: 200, body: expect.stringContaining('<Speak') })
  })

  it('is preferred to memory as soon as it can be read', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    broken.reads = true
    await phloem.store.numbers.put({
      number: NUMBER,
      alias: '',
      source: 'manual',
      flowId: null,
      fallbackNumber: null,
    })
    broken.reads = false
    expect((await phloem.ask('/plivo/answer', answerParams('c'))).body).toContain('not set up yet')
  })
})

describe('an answer that does not come', () => {
  const nextOf = (body: string) => /<Redirect[^>]*>([^<]+)</.exec(body)?.[1]?.replaceAll('&amp;', '&') ?? ''

  it('is replaced within 2 s by music and a question a moment later, and by the fallback number in the end', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore, fallbackNumber: '+12025550103' })
    broken.hangs = true
    let url = '/plivo/answer'
    for (let round = 1; round <= 5; round += 1) {
      const asked = phloem.ask(url, answerParams('c'))
      await phloem.clock.advance(2_000)
      const { status, body } = await asked
      expect(status).toBe(200)
      url = nextOf(body)
      if (round < 5) expect(url).toMatch(new RegExp(`^${PUBLIC_URL}/plivo/answer\\?late=${round}#`))
      else expect(body).toContain(FORWARD)
    }
    broken.hangs = false
  })

  it('is given in a later round, and a round is no event', async () => {
    let letGo = () => {}
    let isSlow = false
    const wrapStore = (store: Store): Store => ({
      ...store,
      calls: {
        ...store.calls,
        commit: async (change) => {
          if (isSlow) {
            await new Promise<void>((resolve) => {
              letGo = resolve
            })
          }
          return store.calls.commit(change)
        },
      },
    })
    await start({ wrapStore })
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    isSlow = true
    const told = phloem.ask(attributesOf(body, 'Dial')?.action ?? '', ended('c', 'busy'))
    await phloem.clock.advance(2_000)
    const next = nextOf((await told).body)
    expect(next).toContain('/dial-ended?late=1#')
    isSlow = false
    letGo()
    // A redirect carries the standard parameters alone: no DialStatus.
    expect(await phloem.ask(next, answerParams('c'))).toEqual({
      status: 200,
      body: '<Response><Hangup/></Response>',
    })
    await phloem.clock.advance(10_000)
    expect(phloem.reports.map(({ pairs }) => pairs.DialStatus)).toEqual(['busy'])
    expect((await callDetails('c')).events).toHaveLength(2)
  })

  it('has the carrier come again where it wants only a receipt', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    broken.hangs = true
    const asked = phloem.ask('/plivo/hangup', hangup('c'))
    await phloem.clock.advance(2_000)
    expect((await asked).status).toBe(503)
    broken.hangs = false
  })
})

describe('when Phloem can not decide', () => {
  const publishBroken = async () => {
    const flow = reportingFlow()
    await phloem.store.flows.publish('guide', { ...flow, phloem: 99 } as never, '', phloem.clock.now())
  }

  it('the newest version that loads runs the call, and the call says so', async () => {
    await start({ fallbackNumber: '+12025550103' })
    await publishBroken()
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    expect(attributesOf(body, 'Dial')?.action).toContain('dial-ended')
    expect(await callDetails('c')).toMatchObject({
      version: 1,
      problem: expect.stringMatching(/^Version 2 .* does not load: .* runs on version 1\.$/),
    })
  })

  it('the fallback number gets the call where no version loads, and nobody is asked to report it', async () => {
    await start({ fallbackNumber: '+12025550103' })
    const broken = { ...reportingFlow('broken'), phloem: 99 } as never
    await phloem.store.flows.create({ ...reportingFlow('broken') } as never, 1)
    await phloem.store.flows.publish('broken', broken, '', 1)
    const number = { number: NUMBER, alias: '', source: 'manual', flowId: 'broken' } as const
    await phloem.store.numbers.put({ ...number, fallbackNumber: '+12025550103' })
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    expect(body).toContain(FORWARD)
    expect(attributesOf(body, 'Dial')).not.toHaveProperty('action')
    expect((await phloem.ask('/plivo/answer', answerParams('c'))).body).toBe(body)
    expect(await callDetails('c')).toMatchObject({ forwardedTo: '+12025550103', status: 'live' })
    expect(await callDetails('c')).not.toHaveProperty('quietUntil')

    await phloem.store.numbers.put({ ...number, fallbackNumber: null })
    expect((await phloem.ask('/plivo/answer', answerParams('d'))).body).toContain('<Speak')
  })

  it('a flow that runs away gives the caller to the fallback number', async () => {
    const loop = {
      ...reportingFlow('loop'),
      edges: [
        { from: 'start', exit: 'incoming_call', to: 'forward' },
        ...['completed', 'no_answer', 'busy_rejected', 'failed'].map((exit) => ({
          from: 'forward',
          exit,
          to: 'forward',
        })),
      ],
    }
    phloem = await startInProcess(loop, { fallbackNumber: '+12025550103' })
    let { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    for (let dials = 0; dials < 50; dials += 1) {
      const action = attributesOf(body, 'Dial')?.action
      if (action === undefined) break
      body = (await phloem.ask(action, ended('c', 'no-answer'))).body
    }
    expect(body).toContain(FORWARD)
    expect(await callDetails('c')).toMatchObject({ problem: expect.stringContaining('more than 50 times') })
  })
})

describe('a carrier that goes silent', () => {
  it('leaves a call that is taken for over once it can not last any longer, with its outcome reported', async () => {
    await start()
    await phloem.ask('/plivo/answer', answerParams('c'))
    await phloem.clock.advance((30 + 14_400 + 60) * 1000)
    expect(await callDetails('c')).toMatchObject({ status: 'live' })
    await phloem.clock.advance(120_000)
    expect(await callDetails('c')).toMatchObject({
      status: 'ended',
      durationSeconds: null,
      problem: expect.stringContaining('went silent'),
    })
    expect(phloem.reports).toMatchObject([{ pairs: { DialStatus: 'cancel', DialALegUUID: 'c' } }])
    expect(JSON.stringify((await callDetails('c')).events)).toContain('concluded from what was known')

    // What comes after all moves nothing.
    await phloem.ask('/plivo/hangup', hangup('c'))
    await phloem.clock.advance(60_000)
    expect(phloem.reports).toHaveLength(1)
    expect(await callDetails('c')).toMatchObject({ status: 'ended', durationSeconds: null })
    // Four hours of every timer that there is are turned by hand.
  }, 60_000)

  it('is noticed at the start, after Phloem was away', async () => {
    await start()
    const { body } = await phloem.ask('/plivo/answer', answerParams('c'))
    await phloem.ask(attributesOf(body, 'Dial')?.action ?? '', ended('c', 'completed'))
    const before = phloem
    phloem = await before.crash()
    expect(await callDetails('c')).toMatchObject({ status: 'live' })
    await phloem.clock.advance(5 * 60_000)
    expect(await callDetails('c')).toMatchObject({ status: 'ended' })
    expect(new Set(phloem.reports.map(({ webhookId }) => webhookId)).size).toBe(1)
  })
})

describe('a clock that is set', () => {
  it.each([
    { what: 'a day forward', byMs: 24 * 60 * 60_000 },
    { what: 'a day back', byMs: -24 * 60 * 60_000 },
  ])('$what neither ends a call nor moves a report', async ({ byMs }) => {
    await start()
    phloem.answerReports(503)
    const first = await phloem.ask('/plivo/answer', answerParams('first'))
    await phloem.ask(attributesOf(first.body, 'Dial')?.action ?? '', ended('first', 'busy'))
    const second = await phloem.ask('/plivo/answer', answerParams('second'))
    await phloem.clock.advance(10_000)
    expect(phloem.reports).toHaveLength(2)

    phloem.clock.jump(byMs)
    await phloem.clock.advance(60_000)
    expect(await callDetails('second')).toMatchObject({ status: 'live' })
    expect(phloem.reports).toHaveLength(2)
    phloem.answerReports(200)
    // The third attempt comes 5 min after the second, whatever the clock says.
    await phloem.clock.advance(5 * 60_000)
    expect(phloem.reports).toHaveLength(3)
    await phloem.ask(attributesOf(second.body, 'Dial')?.action ?? '', ended('second', 'completed'))
    await phloem.clock.advance(1_000)
    expect(phloem.reports.at(-1)?.pairs).toEqual({ DialStatus: 'completed', DialALegUUID: 'second' })
  })
})

describe('readiness', () => {
  it('says what is wrong with the store, and is back by itself', async () => {
    const { broken, wrapStore } = breakable()
    await start({ wrapStore })
    const ready = async () => {
      const { status, body } = await phloem.api('GET', '/readyz')
      return [status, body.status]
    }
    expect(await ready()).toEqual([200, 'ready'])
    broken.writes = true
    await phloem.ask('/plivo/answer', answerParams('c'))
    expect(await ready()).toEqual([503, 'store_behind'])
    expect((await phloem.api('GET', '/api/status')).body.storage).toMatchObject({ state: 'ok', unstored: 1 })
    broken.writes = false
    await phloem.clock.advance(2_000)
    expect(await ready()).toEqual([200, 'ready'])
  })
})
