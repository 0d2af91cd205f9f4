import type { FlowTemplate } from './template.ts'

export const huntThroughTeam: FlowTemplate = {
  id: 'hunt-through-team',
  title: 'Hunt through a team',
  description:
    'Rings one colleague after the other, then a last number, and reports the call as missed when nobody took it.',
  flowName: 'Hunt through a team',
  content: {
    nodes: [
      { id: 'start', type: 'start', name: 'Start', config: {} },
      {
        id: 'team',
        type: 'call_forward',
        name: 'Team',
        config: {
          from: '{{Start.call.from}}',
          to: ['+12025550101', '+12025550102', '+12025550103'],
          order: 'sequence',
          ringTimeoutSeconds: 15,
        },
      },
      {
        id: 'last',
        type: 'call_forward',
        name: 'Last_Resort',
        config: { from: '{{Start.call.from}}', to: ['+12025550109'], ringTimeoutSeconds: 25 },
      },
      {
        id: 'missed',
        type: 'http_request',
        name: 'Missed_Call',
        config: {
          method: 'POST',
          url: 'https://example.com/missed-calls',
          encoding: 'json',
          pairs: [
            { key: 'caller', value: '{{Start.call.from}}' },
            { key: 'called', value: '{{Start.call.to}}' },
            { key: 'at', value: '{{Start.call.start_time}}' },
            { key: 'outcome', value: '{{Last_Resort.state}}' },
          ],
        },
      },
    ],
    edges: [
      { from: 'start', exit: 'incoming_call', to: 'team' },
      { from: 'team', exit: 'no_answer', to: 'last' },
      { from: 'team', exit: 'busy_rejected', to: 'last' },
      { from: 'team', exit: 'failed', to: 'last' },
      { from: 'last', exit: 'no_answer', to: 'missed' },
      { from: 'last', exit: 'busy_rejected', to: 'missed' },
      { from: 'last', exit: 'failed', to: 'missed' },
    ],
    layout: {
      start: { x: 0, y: 0 },
      team: { x: 0, y: 184 },
      last: { x: 64, y: 368 },
      missed: { x: 168, y: 552 },
    },
  },
}
