import type { FlowDocument, Request, Session } from '@phloem/flow'
import type { Attempt, Call, CallChange, CallEvent, NewDelivery, Store, Timer, Webhook } from '../port.ts'

/** Texts that databases like to cut off, replace or misread. */
export const ODD_TEXTS: [name: string, text: string][] = [
  ['a NUL', 'be\0fore'],
  ['lone surrogates', 'x\ud800y\udc00'],
  ['an emoji', 'Ann 📞'],
  ['quotes and backslashes', `O'Brien "the \\ one"`],
  ['line breaks', 'one\r\ntwo'],
  ['an escape sequence', '\\u0000 \\n'],
  ['nothing', ''],
]

export const flowDocument = (id: string, name = 'Report'): FlowDocument => ({
  phloem: 1,
  id,
  name,
  nodes: [{ id: 'start', type: 'start', name: 'Start', config: {} }],
  edges: [],
})

export const session = (status: Session['status'], callUUID: string): Session => ({
  status,
  callUUID,
  caller: 'on_line',
  step: 1,
  waiting: { nodeId: 'forward', step: 1, accepts: ['dial_ended'], memory: { left: ['+12025550102'] } },
  variables: { Start: { call: { from: '+12025550100' } } },
  visits: { start: 1, forward: 1 },
})

export const liveCall = (callUUID: string, rest: Partial<Call> = {}): Call => ({
  callUUID,
  from: '+12025550100',
  to: '+12025550199',
  callerName: 'Ann',
  direction: 'inbound',
  flowId: 'report',
  version: 1,
  status: 'live',
  state: null,
  dialStatus: null,
  problem: null,
  startedAt: 1_000,
  endedAt: null,
  durationSeconds: null,
  session: session('running', callUUID),
  voice: [{ type: 'speak', text: 'Hello', nodeId: 'start', step: 1 }],
  fallbackNumber: null,
  forwardedTo: null,
  quietUntil: 60_000,
  seq: 1,
  ...rest,
})

export const hungUp = (callUUID: string, seq: number): CallEvent => ({
  callUUID,
  seq,
  at: 1_000 + seq,
  event: {
    type: 'hung_up',
    at: 1_000 + seq,
    callStatus: 'completed',
    hangupCause: 'NORMAL',
    fields: { Odd: '\0' },
  },
  effects: [{ type: 'hang_up', nodeId: null, step: 1 }],
  trace: [{ type: 'ended', nodeId: null, reason: 'caller_gone' }],
})

export const webhook = (callUUID: string, id: string, rest: Partial<Webhook> = {}): Webhook => ({
  id,
  callUUID,
  key: 'answer',
  kind: 'answer',
  at: 1_000,
  durationMs: 1.5,
  method: 'POST',
  url: '/plivo/answer',
  params: [
    ['CallUUID', callUUID],
    ['From', '12025550100'],
    ['From', '12025550101'],
  ],
  isDuplicate: false,
  seq: 1,
  answer: { status: 200, contentType: 'text/xml', body: '<Response/>' },
  ...rest,
})

const request: Request = {
  type: 'request',
  purpose: 'report',
  method: 'POST',
  url: 'https://example.com/dial-status',
  headers: [],
  query: [],
  auth: { type: 'none' },
  body: { encoding: 'form', pairs: [{ key: 'DialStatus', value: 'busy' }] },
  timeoutSeconds: 10,
}

export const newDelivery = (callUUID: string, id: string, rest: Partial<NewDelivery> = {}): NewDelivery => ({
  id,
  callUUID,
  flowId: 'report',
  nodeId: 'report',
  nodeName: 'HTTP_Request_1',
  destination: 'https://example.com',
  seq: 1,
  request,
  createdAt: 1_000,
  ...rest,
})

export const timer = (callUUID: string, step: number, dueAt: number): Timer => ({
  callUUID,
  step,
  event: 'dial_end_missed',
  dueAt,
})

export const attempt = (number: number, rest: Partial<Attempt> = {}): Attempt => ({
  number,
  at: 2_000 + number,
  durationMs: 12.5,
  status: 503,
  error: null,
  responseBody: 'busy\0',
  ...rest,
})

/** The change with which a call begins: its first event, and what is given. */
export function newCall(
  callUUID: string,
  rest: Partial<Call> = {},
  more: Partial<CallChange> = {},
): CallChange {
  return {
    call: liveCall(callUUID, rest),
    isNew: true,
    event: hungUp(callUUID, 1),
    webhook: null,
    deliveries: [],
    timers: [],
    firedTimer: null,
    ...more,
  }
}

/** The change that adds the next event to the call as it was read. */
export function nextEvent(call: Call, more: Partial<CallChange> = {}): CallChange {
  const seq = call.seq + 1
  return {
    ...newCall(call.callUUID),
    call: { ...call, seq },
    isNew: false,
    event: hungUp(call.callUUID, seq),
    ...more,
  }
}

/** Everything that the store holds of a call, to see that a failed change left nothing behind. */
export const allOf = async ({ calls, deliveries }: Store, callUUID: string) => ({
  call: await calls.find(callUUID),
  events: await calls.events(callUUID),
  webhooks: await calls.webhooks(callUUID),
  deliveries: (await deliveries.list({ callUUID, limit: 100 })).deliveries,
  timers: (await calls.timers()).filter((timer) => timer.callUUID === callUUID),
})
