import fc from 'fast-check'
import {
  answerParams,
  attributesOf,
  type CarrierAnswer,
  NUMBER,
  type PhloemInProcess,
  reportingFlow,
  startInProcess,
} from '../../apps/runtime/src/testing/phloem-in-process.ts'
import type { Experiment } from './experiment.ts'
import { seedOf } from './subject.ts'

const ORDERS = { short: 60, long: 1000 }

/** Callbacks twice, late and in any order, with crashes in between: one answer for each, one report for each outcome. */
export const callbackOrders: Experiment = {
  name: 'callback-orders',
  title: 'callbacks repeated, late and reordered, by a model, with crashes in between (R9)',
  run: async (scale, note) => {
    const seed = seedOf()
    note(`seed ${seed}`)
    const counts = { orders: 0, requests: 0, repeated: 0, crashes: 0, outcomes: 0 }
    const property = fc.asyncProperty(
      fc.array(command, { minLength: 1, maxLength: 30, size: 'max' }),
      async (commands) => {
        counts.orders += 1
        await runOrder(commands, counts)
        if (counts.orders % 100 === 0) note(`${counts.orders} orders, ${counts.requests} requests`)
      },
    )
    const result = await fc.check(property, { numRuns: ORDERS[scale], seed })
    const failure = result.failed
      ? `${String(result.errorInstance)} after ${JSON.stringify(result.counterexample)}`
      : 'none'
    const { orders, requests, repeated, crashes, outcomes } = counts
    return [
      {
        what: `orders with an answer that changed, a report too many, too few or wrong`,
        goal: `none in ≥ ${ORDERS[scale]}`,
        measured: result.failed
          ? failure
          : `none in ${orders} (${requests} requests, ${repeated} repeated, ${crashes} crashes, ${outcomes} outcomes)`,
        isMet: !result.failed && repeated > 0 && crashes > 0 && outcomes > 0,
        isTiming: false,
      },
    ]
  },
}

const CALLS = ['call-a', 'call-b', 'call-c']
const STATUSES = ['completed', 'busy', 'no-answer', 'failed', 'timeout', 'cancel', 'never-heard-of']
const LEGS = ['answer', 'connected', 'hangup']

type Command =
  | { type: 'answer' | 'hangup' | 'hangup-at-answer-url'; call: number }
  | { type: 'dial-ended'; call: number; status: string; step: number }
  | { type: 'dial-event'; call: number; leg: string; action: string }
  | { type: 'repeat'; index: number }
  | { type: 'wait'; ms: number }
  | { type: 'crash' | 'restart' }

const call = fc.integer({ min: 0, max: CALLS.length - 1 })
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant('answer' as const), call }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('dial-ended' as const),
      call,
      status: fc.constantFrom(...STATUSES),
      // Mostly the step that is due; else one that was never reached.
      step: fc.constantFrom(1, 1, 1, 1, 2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constantFrom('hangup' as const, 'hangup-at-answer-url' as const), call }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('dial-event' as const),
      call,
      leg: fc.constantFrom('leg-1', 'leg-2'),
      action: fc.constantFrom(...LEGS),
    }),
  },
  { weight: 8, arbitrary: fc.record({ type: fc.constant('repeat' as const), index: fc.nat(30) }) },
  {
    weight: 5,
    arbitrary: fc.record({ type: fc.constant('wait' as const), ms: fc.constantFrom(300, 2_300, 7_300) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('crash' as const, 'restart' as const) }) },
)

/** How long after a hang-up the dial's end may still come. */
const GRACE_MS = 5_000
/** No call of this flow can last longer. */
const SILENCE_ENDS_MS = 5 * 60 * 60_000

/** What must become of one call, whatever came of it and when. */
interface Expected {
  isKnown: boolean
  /** The dial that the flow asks for is under way or over. */
  isDialled: boolean
  isOver: boolean
  hungUpAt: number | null
  isAnsweredByCallee: boolean
  dialStatus: string | null
}

interface Sent {
  url: string
  params: Record<string, string>
}

async function runOrder(commands: readonly Command[], counts: Record<string, number>): Promise<void> {
  let phloem = await startInProcess(reportingFlow())
  const calls: Expected[] = CALLS.map(() => ({
    isKnown: false,
    isDialled: false,
    isOver: false,
    hungUpAt: null,
    isAnsweredByCallee: false,
    dialStatus: null,
  }))
  /** The bytes of the first answer, by URL and what it is a repetition of. */
  const answers = new Map<string, string>()
  const sent: Sent[] = []
  let crashes = 0
  try {
    for (const each of commands) {
      if (each.type === 'wait') await phloem.clock.advance(each.ms)
      else if (each.type === 'crash' || each.type === 'restart') {
        crashes += 1
        phloem = await phloem[each.type]()
      } else if (each.type === 'repeat') {
        const again = sent[each.index % Math.max(1, sent.length)]
        if (again === undefined) continue
        counts.repeated = (counts.repeated ?? 0) + 1
        await ask(again)
      } else {
        const request = requestOf(each as Extract<Command, { call: number }>)
        sent.push(request)
        await ask(request)
      }
    }
    // Everything that is owed is concluded and sent by then, also what the carrier never spoke of again.
    phloem = await phloem.crash(SILENCE_ENDS_MS)
    await phloem.clock.advance(2 * GRACE_MS)
    await hold(phloem)
  } finally {
    counts.crashes = (counts.crashes ?? 0) + crashes
    await phloem.stop()
  }

  async function ask(request: Sent) {
    counts.requests = (counts.requests ?? 0) + 1
    const at = phloem.clock.now()
    const answer = await phloem.ask(request.url, request.params)
    if (answer.status !== 200) throw new Error(`${request.url} was answered ${answer.status}`)
    if (!/^<Response>.*<\/Response>$/s.test(answer.body)) throw new Error(`no document: ${answer.body}`)
    expectTo(request, at, answer)
  }

  /** The model: what the first arrival of each thing does, and that a second does nothing. */
  function expectTo({ url, params }: Sent, at: number, { body }: CarrierAnswer) {
    const index = CALLS.indexOf(params.CallUUID ?? '')
    const of = calls[index] as Expected
    const concluded =
      of.isDialled && of.dialStatus === null && of.hungUpAt !== null && at >= of.hungUpAt + GRACE_MS
    if (concluded) of.dialStatus = of.isAnsweredByCallee ? 'completed' : 'cancel'
    const isHangup = params.Event === 'Hangup'
    const wasKnown = of.isKnown
    const key = keyOf(url, params)
    if (wasKnown || isHangup || url === '/plivo/answer') {
      const first = answers.get(key)
      if (first !== undefined && first !== body)
        throw new Error(`${key} was answered in two ways: ${first} and ${body}`)
      const isFirst = first === undefined
      answers.set(key, body)
      if (isFirst) happen()
    }

    function happen() {
      if (isHangup) {
        of.isKnown = true
        of.hungUpAt ??= at
        of.isOver = true
      } else if (url === '/plivo/answer') {
        of.isKnown = true
        // Who has hung up already is not dialled for.
        of.isDialled = !of.isOver
        if (of.isDialled && attributesOf(body, 'Dial') === undefined) throw new Error(`no Dial: ${body}`)
      } else if (url.endsWith('/1/forward/dial-ended')) {
        if (of.isDialled) of.dialStatus ??= params.DialStatus ?? null
      } else if (url.endsWith('/dial-event') && of.isDialled && of.dialStatus === null) {
        of.isAnsweredByCallee ||= params.DialAction === 'answer' || params.DialAction === 'connected'
      }
    }
  }

  async function hold({ reports, api }: PhloemInProcess) {
    for (const [index, callUUID] of CALLS.entries()) {
      const of = calls[index] as Expected
      const arrived = reports.filter(({ pairs }) => pairs.DialALegUUID === callUUID)
      const ids = new Set(arrived.map(({ webhookId }) => webhookId))
      if (!of.isDialled) {
        if (arrived.length > 0) throw new Error(`${callUUID} was reported, but never dialled`)
        continue
      }
      counts.outcomes = (counts.outcomes ?? 0) + 1
      const status = of.dialStatus ?? (of.isAnsweredByCallee ? 'completed' : 'cancel')
      if (ids.size !== 1) throw new Error(`${callUUID} was reported under ${ids.size} ids instead of one`)
      if (arrived.length > 2 + crashes) throw new Error(`${callUUID} was reported ${arrived.length} times`)
      for (const { pairs } of arrived)
        if (pairs.DialStatus !== status)
          throw new Error(`${callUUID} was reported ${pairs.DialStatus}, not ${status}`)
      const { body } = await api('GET', `/api/calls/${callUUID}`)
      if (body.status !== 'ended') throw new Error(`${callUUID} is ${body.status} for ever`)
    }
  }
}

/** What a request is a repetition of: the first of each counts. */
function keyOf(url: string, params: Record<string, string>): string {
  if (params.Event === 'Hangup') return `hangup ${params.CallUUID}`
  return url.endsWith('/dial-event')
    ? `${url} ${params.DialBLegUUID} ${params.DialAction}`
    : `${url} ${params.CallUUID}`
}

function requestOf(each: Extract<Command, { call: number }>): Sent {
  const callUUID = CALLS[each.call] ?? ''
  const standard = answerParams(callUUID)
  switch (each.type) {
    case 'answer':
      return { url: '/plivo/answer', params: standard }
    case 'hangup':
    case 'hangup-at-answer-url': {
      const params = {
        CallUUID: callUUID,
        Event: 'Hangup',
        CallStatus: 'completed',
        HangupCause: 'NORMAL_CLEARING',
        From: '14155550100',
        To: NUMBER.slice(1),
      }
      return { url: each.type === 'hangup' ? '/plivo/hangup' : '/plivo/answer', params }
    }
    case 'dial-ended': {
      const params = {
        ...standard,
        Event: 'Redirect',
        DialALegUUID: callUUID,
        DialStatus: each.status,
        DialRingStatus: 'true',
        DialHangupCause: '',
      }
      return { url: `/plivo/calls/${callUUID}/${each.step}/forward/dial-ended`, params }
    }
    case 'dial-event': {
      const params = {
        CallUUID: callUUID,
        DialAction: each.action,
        DialBLegUUID: each.leg,
        DialBLegTo: '12025550101',
      }
      return { url: `/plivo/calls/${callUUID}/1/forward/dial-event`, params }
    }
  }
}
