import type { FlowTemplate } from './template.ts'

export const buildMyOwn: FlowTemplate = {
  id: 'build-my-own',
  title: 'Build my own',
  description: 'An empty canvas with only Start on it.',
  flowName: 'New flow',
  content: {
    nodes: [{ id: 'start', type: 'start', name: 'Start', config: {} }],
    edges: [],
    layout: { start: { x: 0, y: 0 } },
  },
}
