import type { Emitted, Event, FlowDocument, TraceLine } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import type { CallDetail, CallEvent, Delivery, Webhook } from '../../../api/types.ts'
import { dialStatusReport } from '../../../templates/dial-status-report.ts'
import { namesIn } from '../timeline/names.ts'
import { callSteps } from './call-steps.ts'

const document: FlowDocument = { phloem: 1, id: 'flow', name: 'Flow', ...dialStatusReport.content }
const names = namesIn(document, 'simulator')
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 10, 0, seconds)).toISOString()

const facts = {
  uuid: 'c',
  from: '+1415',
  to: '+1202',
  direction: 'inbound',
  callerName: '',
  fields: { From: '1415' },
}
const events: CallEvent[] = [
  {
    seq: 1,
    at: at(0),
    event: { type: 'call_started', at: 0, call: facts } as Event,
    effects: [{ type: 'dial', nodeId: 'forward', step: 1, recipients: ['+1'] } as Emitted],
    trace: [
      {
        type: 'left',
        nodeId: 'start',
        exit: 'incoming_call',
        to: 'forward',
        variables: { call: { from: '+1415' } },
      },
      {
        type: 'entered',
        nodeId: 'forward',
        visit: 1,
        rendered: [{ field: 'from', template: '{{x}}', value: '+1415' }],
      },
      { type: 'waited', nodeId: 'forward', step: 1, accepts: ['dial_ended'] },
    ],
  },
  {
    seq: 2,
    at: at(3),
    event: { type: 'dial_ended', at: 0, step: 1, result: 'busy', rang: true, hangupCause: '', fields: {} },
    effects: [{ type: 'request', purpose: 'report', nodeId: 'report', step: 1 } as Emitted],
    trace: [
      {
        type: 'left',
        nodeId: 'forward',
        exit: 'busy_rejected',
        to: 'report',
        variables: { DialStatus: 'busy' },
      },
      { type: 'entered', nodeId: 'report', visit: 1, rendered: [] },
      { type: 'ended', nodeId: 'report', reason: 'finished' },
    ],
  },
]
const webhook = (seq: number, kind: Webhook['kind'], body: string): Webhook => ({
  id: `w${seq}`,
  at: at(seq),
  kind,
  method: 'POST',
  url: `/plivo/${kind}`,
  params: [['Kind', kind]],
  isDuplicate: false,
  status: 200,
  contentType: 'text/xml',
  body,
  seq,
  durationMs: 1,
})
const delivery = {
  nodeId: 'report',
  seq: 2,
  state: 'delivered',
  request: { method: 'POST', url: 'https://example.com/', headers: { 'x-a': '1' }, body: null },
  attempts: [
    {
      number: 1,
      at: at(4),
      durationMs: 9,
      status: 200,
      error: null,
      responseHeaders: { server: 's' },
      responseBody: 'ok',
    },
  ],
} as unknown as Delivery
const call = {
  startedAt: at(0),
  events,
  webhooks: [webhook(1, 'answer', '<Response><Dial/></Response>'), webhook(2, 'dial_ended', '<Response/>')],
  deliveries: [delivery],
} satisfies Pick<CallDetail, 'startedAt' | 'events' | 'webhooks' | 'deliveries'>

const steps = callSteps(call, names)
const text = (index: number, tab: 'input' | 'output' | 'request' | 'response' | 'log') =>
  JSON.stringify(steps[index]?.details[tab])

describe('the steps of a call', () => {
  it('are the nodes that it came to, in order, with the exits that it took', () => {
    expect(steps.map(({ order, name, exit, status }) => [order, name, exit, status])).toEqual([
      [1, 'Start', 'Incoming Call', 'done'],
      [2, 'Call_Forward_1', 'Busy/Rejected', 'done'],
      [3, 'HTTP_Request_1', null, 'done'],
    ])
  })

  it('of the trigger show what the carrier asked, and the XML that it got', () => {
    expect(text(0, 'input')).toContain('+1415')
    expect(text(0, 'request')).toContain('/plivo/answer')
    expect(text(0, 'response')).toContain('<Dial/>')
  })

  it('of a dial show its templates, the XML that dialled, the webhook that ended it, and what it set', () => {
    expect(text(1, 'input')).toContain('["from: {{x}}","+1415"]')
    expect(text(1, 'output')).toContain('["Call_Forward_1.DialStatus","busy"]')
    expect(text(1, 'request')).toContain('<Dial/>')
    expect(text(1, 'response')).toContain('/plivo/dial_ended')
    expect(text(1, 'response')).not.toContain('/plivo/answer')
    expect(text(1, 'log')).toContain('The dial ended: busy → Busy/Rejected')
  })

  it('of a report show its request, and each answer with its headers', () => {
    expect(text(2, 'request')).toContain('["x-a","1"]')
    expect(text(2, 'response')).toContain('["server","s"]')
    expect(text(2, 'log')).toContain('delivered (200) at attempt 1')
  })

  it('of a loop are one for each visit', () => {
    const again: TraceLine[] = [
      { type: 'left', nodeId: 'forward', exit: 'failed', to: 'forward', variables: {} },
      { type: 'entered', nodeId: 'forward', visit: 2, rendered: [] },
    ]
    const [first, second] = events as [CallEvent, CallEvent]
    const looped = callSteps({ ...call, events: [first, { ...second, trace: again }] }, names)
    expect(looped.map(({ name, status }) => [name, status])).toEqual([
      ['Start', 'done'],
      ['Call_Forward_1', 'done'],
      ['Call_Forward_1', 'running'],
    ])
  })

  it('say that a node failed whose report was given up', () => {
    const dead = callSteps({ ...call, deliveries: [{ ...delivery, state: 'dead' }] }, names)
    expect(dead.at(-1)?.status).toBe('failed')
  })
})
