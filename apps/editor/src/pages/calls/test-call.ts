import { type FlowDocument, hasTemplate, toE164 } from '@phloem/flow'
import type { LegOutcome, TestCallRequest, TestLeg } from '../../api/types.ts'

/** What one callee does in a test call; seconds as typed. */
export interface CalleeScript {
  /** Empty: whoever is dialled and has no form of their own. */
  number: string
  outcome: LegOutcome
  ringSeconds: string
  talkSeconds: string
  /** Under call screening: `asked` presses the key asked for, `none` presses none, else that key. */
  key: string
}

export interface TestCallScript {
  from: string
  callerName: string
  to: string
  callees: CalleeScript[]
  caller: 'stays' | 'ringing' | 'talking'
  hangupSeconds: string
  speed: string
}

/** Whom a flow dials, as far as its document tells. */
export interface Dialled {
  /** In the order of the nodes, without repeats; only those written as they are. */
  numbers: string[]
  /** Some are only known during the call. */
  hasTemplates: boolean
  hasScreening: boolean
}

export const newCallee = (number: string): CalleeScript => ({
  number,
  outcome: 'answer',
  ringSeconds: '4',
  talkSeconds: '20',
  key: 'asked',
})

export function dialledBy({ nodes }: FlowDocument): Dialled {
  const forwards = nodes.filter(({ type }) => type === 'call_forward').map(({ config }) => config)
  const recipients = forwards.flatMap(({ to }) => (Array.isArray(to) ? to.map(String) : []))
  return {
    numbers: [...new Set(recipients.filter((to) => !hasTemplate(to)))],
    hasTemplates: recipients.some(hasTemplate),
    hasScreening: forwards.some(({ confirm }) => confirm !== undefined),
  }
}

export function testCallRequest(form: TestCallScript): TestCallRequest {
  const callerName = form.callerName.trim()
  return {
    from: toE164(form.from) ?? form.from,
    to: form.to,
    ...(callerName === '' ? {} : { callerName }),
    legs: form.callees.map(legOf),
    ...(form.caller === 'stays'
      ? {}
      : { hangup: { while: form.caller, afterSeconds: Number(form.hangupSeconds) } }),
    speed: Number(form.speed),
  }
}

export const hasRingSeconds = (outcome: LegOutcome): boolean => outcome === 'answer' || outcome === 'reject'

function legOf({ number, outcome, ringSeconds, talkSeconds, key }: CalleeScript): TestLeg {
  const leg: TestLeg = { outcome }
  if (number !== '') leg.number = number
  if (hasRingSeconds(outcome)) leg.ringSeconds = Number(ringSeconds)
  if (outcome === 'answer') {
    leg.talkSeconds = Number(talkSeconds)
    if (key !== 'asked') leg.pressKey = key === 'none' ? null : key
  }
  return leg
}
