import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import {
  answerParams,
  attributesOf,
  NUMBER,
  type PhloemInProcess,
  startInProcess,
} from '../apps/runtime/src/testing/phloem-in-process.ts'

const DESTINATIONS = 5000
const PER_CALL = 10
const GOOD_HOST = 'sip.good.example'

let phloem: PhloemInProcess
afterEach(() => phloem?.stop())

/** The caller's name, which the caller chooses, decides whom the call dials: the hole that the policy closes. */
const openFlow = (to: string[], config: object = { allowTemplates: true }, id = 'open') => ({
  phloem: 1,
  id,
  name: id,
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    {
      id: 'forward',
      type: 'call_forward',
      name: 'Forward',
      config: { from: '{{Start.call.from}}', to, ...config },
    },
    {
      id: 'desk',
      type: 'call_forward',
      name: 'Desk',
      config: { from: '{{Start.call.from}}', to: ['+12025559876'] },
    },
  ],
  edges: [
    { from: 'start', exit: 'incoming_call', to: 'forward' },
    { from: 'forward', exit: 'failed', to: 'desk' },
  ],
})

const setPolicy = async (over: object) => {
  const { policy } = (await phloem.api('GET', '/api/dial-policy')).body
  expect((await phloem.api('PUT', '/api/dial-policy', { ...policy, ...over })).status).toBe(200)
}
const callWith = (callUUID: string, CallerName: string, over: Record<string, string> = {}) =>
  phloem.ask('/plivo/answer', answerParams(callUUID, { CallerName, ...over }))
const dialledIn = (xml: string): string[] =>
  [...xml.matchAll(/<(?:Number|User)[^>]*>([^<]*)</g)].map(([, to]) => (to ?? '').replaceAll('&amp;', '&'))
const noticesOf = async (callUUID: string): Promise<string[]> =>
  (await phloem.api('GET', `/api/calls/${callUUID}`)).body.events.flatMap(
    ({ trace }: { trace: { type: string; message: string }[] }) =>
      trace.filter(({ type }) => type === 'noticed').map(({ message }) => message),
  )

describe('destinations that a caller chooses', () => {
  it(`reach nobody whom the policy does not allow, in ${DESTINATIONS}`, async () => {
    phloem = await startInProcess(openFlow(['{{Start.call.caller_name}}']))
    const most = 1_000_000
    const limits = { callsPerCaller: most, dialsPerHourToOne: most, dialsPerMinuteOfFlow: most }
    await setPolicy({ ...limits, listed: [], allowed: ['US', '+4930'], sipHosts: [GOOD_HOST] })
    const seed = Number(process.env.TOLL_SEED ?? Date.now() % 1_000_000)
    const destinations = fc.sample(destination, { numRuns: DESTINATIONS, seed })
    const count = { asked: 0, dialled: 0, refused: 0, wrong: [] as string[] }
    for (let first = 0; first < destinations.length; first += PER_CALL) {
      const asked = destinations.slice(first, first + PER_CALL)
      const answer = await callWith(`call-${first}`, asked.join(','))
      expect(answer.status).toBe(200)
      const dialled = dialledIn(answer.body).filter((to) => to !== '+12025559876')
      count.asked += asked.length
      count.dialled += dialled.length
      count.wrong.push(...dialled.filter((to) => !isAllowed(to)))
      if (dialled.length < new Set(asked).size) {
        count.refused += 1
        expect(await noticesOf(`call-${first}`)).not.toEqual([])
      }
      await phloem.ask('/plivo/hangup', {
        CallUUID: `call-${first}`,
        CallStatus: 'completed',
        Event: 'Hangup',
      })
    }
    expect({ seed, ...count }).toMatchObject({ seed, asked: DESTINATIONS, wrong: [] })
    expect(count.dialled).toBeGreaterThan(DESTINATIONS / 20)
    expect(count.refused).toBeGreaterThan(DESTINATIONS / PER_CALL / 2)
  }, 300_000)

  it('are not dialled at all unless the node and the policy say so', async () => {
    phloem = await startInProcess(openFlow(['{{Start.call.caller_name}}'], {}))
    const refused = await callWith('no-opt-in', '+12125551234')
    expect(dialledIn(refused.body)).toEqual(['+12025559876'])
    expect(await noticesOf('no-opt-in')).toEqual([expect.stringContaining('which the node does not allow')])
  })
})

describe('a refusal', () => {
  it('is the failed exit in the same answer, and stands on the timeline as what it is', async () => {
    phloem = await startInProcess(openFlow(['{{Start.call.caller_name}}']))
    const answer = await callWith('c', '+19002345678, +870773111632')
    expect(dialledIn(answer.body)).toEqual(['+12025559876'])
    expect(await callWith('c', '+19002345678, +870773111632')).toEqual(answer)
    const { body } = await phloem.api('GET', '/api/calls/c')
    expect(body.events.map(({ event }: { event: { type: string } }) => event.type)).toEqual([
      'call_started',
      'dial_ended',
    ])
    const [started, ended] = body.events
    expect(started.effects).toEqual([])
    expect(ended.event).toMatchObject({ result: 'failed', hangupCause: 'PHLOEM_REFUSED' })
    expect(ended.event.fields).not.toHaveProperty('DialHangupCause')
    expect(ended.trace).toContainEqual(expect.objectContaining({ type: 'left', exit: 'failed', to: 'desk' }))
    expect(await noticesOf('c')).toHaveLength(2)
    const { calls } = (await phloem.api('GET', '/api/calls?callee=%2B19002345678')).body
    expect(calls).toEqual([])
    // The desk's dial goes on as any other.
    const action = attributesOf(answer.body, 'Dial')?.action ?? ''
    const ending = { CallUUID: 'c', DialStatus: 'completed', DialRingStatus: 'true' }
    expect((await phloem.ask(action, ending)).body).toContain('<Hangup')
  })

  it('of some recipients leaves the others, and the caller hears them', async () => {
    phloem = await startInProcess(openFlow(['+12025551000', '{{Start.call.caller_name}}']))
    const answer = await callWith('c', '+19002345678')
    expect(dialledIn(answer.body)).toEqual(['+12025551000'])
    expect(await noticesOf('c')).toEqual([expect.stringContaining('+19002345678')])
  })

  it('goes from one to the next where they ring one after the other', async () => {
    const to = ['+19002345678', '{{Start.call.caller_name}}', '+12025551000']
    phloem = await startInProcess(openFlow(to, { order: 'sequence' }))
    expect(dialledIn((await callWith('c', '+12125551234')).body)).toEqual(['+12025551000'])
    expect(await noticesOf('c')).toHaveLength(2)
  })

  it('ends a flow that goes on and on trying', async () => {
    const flow = openFlow(['{{Start.call.caller_name}}'])
    const edges = [flow.edges[0], { from: 'forward', exit: 'failed', to: 'forward' }]
    phloem = await startInProcess({ ...flow, nodes: flow.nodes.slice(0, 2), edges })
    const answer = await callWith('c', '+19002345678')
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('<Speak')
    expect((await phloem.api('GET', '/api/calls/c')).body.problem).toMatch(/more than|More than/)
  })
})

describe('the limits', () => {
  it('are 10 dials an hour of one destination, over restarts, and free again afterwards', async () => {
    phloem = await startInProcess(openFlow(['{{Start.call.caller_name}}']))
    await setPolicy({ allowed: ['US'], callsPerCaller: 1000 })
    const dials = async (from: number, to: number) => {
      let count = 0
      for (let call = from; call < to; call += 1)
        if (dialledIn((await callWith(`c${call}`, '+12125551234')).body)[0] === '+12125551234') count += 1
      return count
    }
    expect(await dials(0, 8)).toBe(8)
    phloem = await phloem.restart()
    expect(await dials(8, 15)).toBe(2)
    expect(await noticesOf('c14')).toEqual([expect.stringContaining('10 times within the hour')])
    await phloem.clock.advance(75 * 60_000)
    expect(await dials(15, 17)).toBe(2)
  })

  it('are 3 calls of one caller, 60 destinations a minute of one flow', async () => {
    phloem = await startInProcess(openFlow(['{{Start.call.caller_name}}']))
    await setPolicy({ allowed: ['US'] })
    const isDialled = async (call: string, to: string, From: string) =>
      dialledIn((await callWith(call, to, { From })).body)[0] === to
    const numbers = (first: number) => `+1212555${1000 + first}`
    for (const call of [0, 1, 2]) expect(await isDialled(`c${call}`, numbers(call), '14155550100')).toBe(true)
    expect(await isDialled('c3', numbers(3), '14155550100')).toBe(false)
    await phloem.ask('/plivo/hangup', { CallUUID: 'c1', CallStatus: 'completed', Event: 'Hangup' })
    expect(await isDialled('c4', numbers(4), '14155550100')).toBe(true)
    let dialled = 4
    for (let call = 5; call < 75; call += 1)
      if (await isDialled(`c${call}`, numbers(call), `1415555${2000 + call}`)) dialled += 1
    expect(dialled).toBe(60)
    expect(await noticesOf('c74')).toEqual([expect.stringContaining('60 destinations from templates')])
  })

  it('hold no literal recipient back: a sales desk gets hundreds', async () => {
    phloem = await startInProcess(openFlow(['+12025551000']))
    for (let call = 0; call < 150; call += 1)
      expect(dialledIn((await callWith(`c${call}`, '')).body)).toEqual(['+12025551000'])
  })

  it('are 20 dials of one call', async () => {
    const flow = openFlow(['+12025551000'])
    const edges = [flow.edges[0], { from: 'forward', exit: 'busy_rejected', to: 'forward' }]
    phloem = await startInProcess({ ...flow, edges })
    let answer = await callWith('c', '')
    let dials = 0
    while (dialledIn(answer.body).length > 0) {
      dials += 1
      const action = attributesOf(answer.body, 'Dial')?.action ?? ''
      answer = await phloem.ask(action, { CallUUID: 'c', DialStatus: 'busy' })
    }
    expect(dials).toBe(20)
    expect((await noticesOf('c')).at(-1)).toContain('has dialled 20 times')
  })

  it('are what may be spent in a day, once somebody says how much', async () => {
    phloem = await startInProcess(openFlow(['+12025551000']))
    await setPolicy({ spending: { perMinute: 1, perDay: 5 } })
    const isDialled = async (call: string) => dialledIn((await callWith(call, '')).body).length > 0
    expect(await isDialled('a')).toBe(true)
    const hangup = { CallUUID: 'a', CallStatus: 'completed', Event: 'Hangup', Duration: '200' }
    await phloem.ask('/plivo/hangup', hangup)
    expect(await isDialled('b')).toBe(true)
    expect(await isDialled('c')).toBe(false)
    expect(await noticesOf('c')).toEqual([
      expect.stringContaining('what may be spent in a day is spent'),
      expect.stringContaining('+12025559876: what may be spent in a day is spent'),
    ])
  })

  it('end a loop of our own numbers: a number that dials itself is dialled twice', async () => {
    phloem = await startInProcess(openFlow([NUMBER]))
    const outcomes = []
    for (const call of ['one', 'two', 'three']) outcomes.push(dialledIn((await callWith(call, '')).body)[0])
    expect(outcomes).toEqual([NUMBER, NUMBER, '+12025559876'])
    expect(await noticesOf('three')).toEqual([expect.stringContaining('looks like a loop')])
  })
})

describe('the policy', () => {
  it.each([
    [{ allowed: ['Germany'] }, /allowed: "Germany" is not a country/],
    [{ allowed: ['XX'] }, /allowed: "XX"/],
    [{ listed: ['+1'] }, /listed: "\+1" is not a number/],
    [{ sipHosts: ['sip:a@b.example'] }, /sipHosts: "sip:a@b.example"/],
    [{ dialsPerCall: 0 }, /dialsPerCall/],
    [{ spending: { perMinute: 0, perDay: 1 } }, /spending/],
    [{ other: 1 }, /other/],
  ])('is refused with the name of the field: %j', async (over, says) => {
    phloem = await startInProcess(openFlow(['+12025551000']))
    const { policy } = (await phloem.api('GET', '/api/dial-policy')).body
    const { status, body } = await phloem.api('PUT', '/api/dial-policy', { ...policy, ...over })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body.error.message).toMatch(says)
    expect((await phloem.api('GET', '/api/dial-policy')).body.policy).toEqual(policy)
  })

  it('is kept over restarts, as people write numbers', async () => {
    phloem = await startInProcess(openFlow(['+12025551000']))
    await setPolicy({ allowed: ['de', '+49 (30)'], listed: ['+1 212 555-1234'] })
    phloem = await phloem.restart()
    const { policy } = (await phloem.api('GET', '/api/dial-policy')).body
    expect(policy).toMatchObject({ allowed: ['DE', '+4930'], listed: ['+12125551234'] })
  })
})

/** Not by the library that Phloem asks: what stands here was written down from the numbering plans themselves. */
function isAllowed(to: string): boolean {
  if (to.startsWith('sip')) return new RegExp(`^sips?:[^@;?]+@${GOOD_HOST}(:\\d+)?$`, 'i').test(to)
  if (to.startsWith('+4930')) return true
  const [, area = '', exchange = ''] = /^\+1(\d{3})(\d{3})\d{4}$/.exec(to) ?? []
  return /^[2-9]/.test(area) && !OTHERS_OF_NANP.has(area) && !NOT_PEOPLE.test(area) && exchange !== '976'
}

/** Countries that share +1 with the United States. */
const OTHERS_OF_NANP = new Set(
  `204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514
   519 548 579 581 584 587 600 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905
   242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 787 809 829 849 868 869 876 939 670 671 684 340`
    .trim()
    .split(/\s+/),
)
/** Premium rates, and numbers that follow a person anywhere. */
const NOT_PEOPLE = /^(900|5(00|2[1-9]|33|44|66|77|88)|700|710|[2-9]11)$/

const digits = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: least, maxLength: most })
const begins = (beginnings: readonly string[], least: number, most: number) =>
  fc.tuple(fc.constantFrom(...beginnings), digits(least, most)).map((parts) => parts.join(''))

const destination: fc.Arbitrary<string> = fc.oneof(
  // Whom the policy allows.
  begins(['+1212', '+1415', '+1305', '+1202555', '1 (646) ', '00 1 206 '], 4, 7),
  begins(['+4930', '0049 30 ', '+49 (0)30'], 5, 9),
  fc.constantFrom(`sip:ann@${GOOD_HOST}`, `sips:bob@${GOOD_HOST}:5061`),
  // Whom it must not.
  begins(['+'], 7, 15),
  begins(
    ['+1900', '+1 976 ', '+1212976', '+1809', '+1876', '+1284', '+1473', '+1268', '+1649', '+1500'],
    4,
    7,
  ),
  begins(
    ['+870', '+8816', '+8817', '+8821', '+88216', '+88235', '+883', '+979', '+878', '+808', '+888'],
    6,
    10,
  ),
  begins(
    ['+44871', '+449', '+4470', '+33899', '+49900', '+49137', '+61190', '+39899', '+81990', '+7809'],
    5,
    8,
  ),
  begins(
    ['+371', '+252', '+53', '+216', '+960', '+675', '+247', '+239', '+232', '+882', '+37281', '+4915'],
    6,
    10,
  ),
  fc
    .tuple(
      fc.constantFrom('sip:a@', 'sip:+12125551234@', 'SIP:a@', 'sips:a@'),
      fc.constantFrom(
        'evil.example',
        `${GOOD_HOST}.evil.example`,
        `evil.example;x=${GOOD_HOST}`,
        `${GOOD_HOST};maddr=evil.example`,
        `${GOOD_HOST}?Route=evil.example`,
        `evil-${GOOD_HOST}`,
        '[::1]',
      ),
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    '',
    '+',
    '911',
    '１２１２５５５１２３４',
    '+1900２345678',
    '1-900-FLOWERS',
    'tel:+19002345678',
    '+12125551234;ext=1',
    '</Number><Number>+19002345678',
    '+19002345678\u0000',
    '\u202e+19002345678',
    '{{Start.call.from}}',
  ),
  fc.string({ maxLength: 20 }),
)
