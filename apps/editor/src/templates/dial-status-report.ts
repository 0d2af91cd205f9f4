import type { FlowTemplate } from './template.ts'

const fields = ['DialRingStatus', 'DialHangupCause', 'DialStatus', 'DialALegUUID', 'DialBLegUUID']

export const dialStatusReport: FlowTemplate = {
  id: 'dial-status-report',
  title: 'Dial status report',
  description:
    'Forwards the call to two numbers at once and reports to your web server how it ended, whichever way.',
  flowName: 'Dial status report',
  content: {
    nodes: [
      { id: 'start', type: 'start', name: 'Start', config: {} },
      {
        id: 'forward',
        type: 'call_forward',
        name: 'Call_Forward_1',
        config: {
          from: '{{Start.call.from}}',
          to: ['+12025550101', '+12025550102'],
          order: 'parallel',
          ringTimeoutSeconds: 30,
        },
      },
      {
        id: 'report',
        type: 'http_request',
        name: 'HTTP_Request_1',
        config: {
          method: 'POST',
          url: 'https://example.com/dial-status',
          encoding: 'form',
          pairs: fields.map((key) => ({ key, value: `{{Call_Forward_1.${key}}}` })),
        },
      },
    ],
    edges: [
      { from: 'start', exit: 'incoming_call', to: 'forward' },
      { from: 'forward', exit: 'completed', to: 'report' },
      { from: 'forward', exit: 'no_answer', to: 'report' },
      { from: 'forward', exit: 'busy_rejected', to: 'report' },
      { from: 'forward', exit: 'failed', to: 'report' },
    ],
    layout: { start: { x: 0, y: 0 }, forward: { x: 0, y: 184 }, report: { x: 40, y: 368 } },
  },
}
