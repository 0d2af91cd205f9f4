import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { CallEvent, Delivery, Webhook } from '../../../api/types.ts'
import { dialStatusReport } from '../../../templates/dial-status-report.ts'
import { namesIn } from './names.ts'
import { timelineOf } from './timeline.ts'

const document: FlowDocument = { phloem: 1, id: 'flow', name: 'Flow', ...dialStatusReport.content }
const names = namesIn(document, 'simulator')
const url = 'https://example.com/dial-status'
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 10, 0, 0, seconds * 1000)).toISOString()

const started: CallEvent = {
  seq: 1,
  at: at(0),
  event: {
    type: 'call_started',
    at: 0,
    call: {
      uuid: 'c',
      from: '+14155550100',
      to: '+12025550199',
      direction: 'inbound',
      callerName: 'Ada',
      fields: {},
    },
  },
  effects: [
    {
      type: 'dial',
      nodeId: 'forward',
      step: 1,
      recipients: ['+12025550101', '+12025550102'],
      callerId: '+14155550100',
      callerName: '',
      ringTimeoutSeconds: 30,
      timeLimitSeconds: 14_400,
      confirm: null,
      record: false,
    },
  ],
  trace: [
    {
      type: 'left',
      nodeId: 'start',
      exit: 'incoming_call',
      to: 'forward',
      variables: { call: { from: '+14155550100' } },
    },
    {
      type: 'entered',
      nodeId: 'forward',
      visit: 1,
      rendered: [{ field: 'from', template: '{{Start.call.from}}', value: '+14155550100' }],
    },
    { type: 'waited', nodeId: 'forward', step: 1, accepts: ['dial_ended'] },
  ],
}

const dialEnded: CallEvent = {
  seq: 2,
  at: at(3),
  event: {
    type: 'dial_ended',
    at: 3000,
    step: 1,
    result: 'busy',
    rang: false,
    hangupCause: 'USER_BUSY',
    fields: { DialStatus: 'busy' },
  },
  effects: [
    {
      type: 'request',
      nodeId: 'report',
      step: 1,
      purpose: 'report',
      method: 'POST',
      url,
      headers: [],
      query: [],
      auth: { type: 'none' },
      body: { encoding: 'form', pairs: [] },
      timeoutSeconds: 10,
    },
  ],
  trace: [
    {
      type: 'left',
      nodeId: 'forward',
      exit: 'busy_rejected',
      to: 'report',
      variables: { DialStatus: 'busy' },
    },
    { type: 'entered', nodeId: 'report', visit: 1, rendered: [] },
    { type: 'noticed', nodeId: 'report', message: 'Something worth knowing.' },
    { type: 'ended', nodeId: 'report', reason: 'finished' },
  ],
}

const webhook = (changes: Partial<Webhook>): Webhook => ({
  id: 'w',
  at: at(0),
  kind: 'answer',
  method: 'POST',
  url: 'http://localhost:8080/plivo/answer',
  params: [['CallUUID', 'c']],
  isDuplicate: false,
  status: 200,
  contentType: 'application/xml',
  body: '<Response><Hangup/></Response>',
  seq: null,
  durationMs: 4,
  ...changes,
})

const delivery = (changes: Partial<Delivery>): Delivery => ({
  id: 'd',
  callUUID: 'c',
  flowId: 'flow',
  nodeId: 'report',
  nodeName: 'HTTP_Request_1',
  destination: 'https://example.com',
  seq: 2,
  state: 'delivered',
  request: {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'DialStatus=busy&DialHangupCause=USER%20BUSY',
  },
  attempts: [
    { number: 1, at: at(3.2), durationMs: 12, status: 200, error: null, responseBody: '{"ok":true}' },
  ],
  nextAttemptAt: null,
  createdAt: at(3),
  endedAt: at(3.2),
  ...changes,
})

const titles = (call: Parameters<typeof timelineOf>[0]) => timelineOf(call, names).map(({ title }) => title)

describe('timelineOf', () => {
  it('tells a whole call in plain words and in order', () => {
    const webhooks = [
      webhook({ id: 'w1', seq: 1 }),
      webhook({ id: 'w2', kind: 'dial_ended', at: at(3), seq: 2 }),
      webhook({ id: 'w3', kind: 'dial_ended', at: at(5), seq: 2, isDuplicate: true }),
    ]
    expect(titles({ events: [started, dialEnded], webhooks, deliveries: [delivery({})] })).toEqual([
      'The simulator asked for instructions',
      '+14155550100 (Ada) called +12025550199',
      'Call_Forward_1 dials +12025550101 and +12025550102 (at once, 30 s)',
      'The simulator reported the end of the dial',
      'The dial ended: busy → Busy/Rejected',
      'Something worth knowing.',
      'HTTP_Request_1 sends a report to https://example.com/dial-status',
      'Report to https://example.com/dial-status delivered (200) at attempt 1',
      'The simulator reported the end of the dial again',
    ])
  })

  it('puts a webhook before its event, even when its clock was later', () => {
    const webhooks = [webhook({ at: at(0.4), seq: 1 })]
    expect(titles({ events: [started], webhooks, deliveries: [] })[0]).toBe(
      'The simulator asked for instructions',
    )
  })

  it('keeps ids while the call goes on', () => {
    const ids = (events: CallEvent[]) =>
      timelineOf({ events, webhooks: [], deliveries: [] }, names).map(({ id }) => id)
    expect(ids([started, dialEnded]).slice(0, 2)).toEqual(ids([started]))
  })

  it('has unique ids', () => {
    const entries = timelineOf(
      { events: [started, dialEnded], webhooks: [webhook({})], deliveries: [delivery({})] },
      names,
    )
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  })

  it('shows rendered templates with what the node asked for', () => {
    const dial = timelineOf({ events: [started], webhooks: [], deliveries: [] }, names).at(-1)
    expect(dial?.details).toEqual([
      { type: 'pairs', title: 'Templates', pairs: [['from: {{Start.call.from}}', '+14155550100']] },
    ])
  })

  it('shows the variables that a node set, by path', () => {
    const [event] = timelineOf({ events: [started], webhooks: [], deliveries: [] }, names)
    expect(event?.details).toContainEqual({
      type: 'pairs',
      title: 'Variables of Start',
      pairs: [['Start.call.from', '+14155550100']],
    })
  })

  it('decodes the pairs of a form report', () => {
    const attempt = timelineOf({ events: [], webhooks: [], deliveries: [delivery({})] }, names)[0]
    expect(attempt?.details).toContainEqual({
      type: 'pairs',
      title: 'Body (form)',
      pairs: [
        ['DialStatus', 'busy'],
        ['DialHangupCause', 'USER BUSY'],
      ],
    })
  })

  it('tells failed attempts and the end of trying', () => {
    const failure = { durationMs: 9, responseBody: '' }
    const dead = delivery({
      state: 'dead',
      attempts: [
        { ...failure, number: 1, at: at(4), status: 500, error: null },
        { ...failure, number: 2, at: at(9), status: null, error: 'connect ECONNREFUSED' },
      ],
    })
    expect(titles({ events: [], webhooks: [], deliveries: [dead] })).toEqual([
      'Report to https://example.com/dial-status failed at attempt 1: status 500',
      'Report to https://example.com/dial-status failed at attempt 2: connect ECONNREFUSED; given up',
    ])
  })

  it('names nodes by id where the version is not known', () => {
    const unnamed = namesIn(undefined, 'plivo')
    const entries = timelineOf({ events: [dialEnded], webhooks: [], deliveries: [] }, unnamed)
    expect(entries.map(({ title }) => title)).toContain(
      'report sends a report to https://example.com/dial-status',
    )
  })
})
