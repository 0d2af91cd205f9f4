import type { FlowTemplate } from './template.ts'

export const forwardToFirst: FlowTemplate = {
  id: 'forward-to-first',
  title: 'Forward to the first who answers',
  description: 'Rings several phones at once; the first to answer gets the call.',
  flowName: 'Forward to the first who answers',
  content: {
    nodes: [
      { id: 'start', type: 'start', name: 'Start', config: {} },
      {
        id: 'everyone',
        type: 'call_forward',
        name: 'Everyone',
        config: {
          from: '{{Start.call.from}}',
          to: ['+12025550101', '+12025550102', '+12025550103'],
          order: 'parallel',
          ringTimeoutSeconds: 30,
        },
      },
    ],
    edges: [{ from: 'start', exit: 'incoming_call', to: 'everyone' }],
    layout: { start: { x: 0, y: 0 }, everyone: { x: 0, y: 184 } },
  },
}
