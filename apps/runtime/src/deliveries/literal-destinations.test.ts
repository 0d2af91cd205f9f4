import type { FlowDocument, NodeDefinition } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { expect, it } from 'vitest'
import { literalDestinations } from './literal-destinations.ts'

const definitions = new Map<string, NodeDefinition>(nodes.map((definition) => [definition.type, definition]))
const flow = (...urls: string[]): FlowDocument => ({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    ...urls.map((url, index) => ({
      id: `r${index}`,
      type: 'http_request',
      name: `R${index}`,
      config: { method: 'POST', url },
    })),
    { id: 'unknown', type: 'from_the_future', name: 'U', config: { url: 'https://unknown.example' } },
  ],
  edges: [],
})

it('are those whose host stands in the URL', () => {
  const urls = [
    'https://a.example/{{Start.call.from}}?x={{Start.call.to}}',
    'https://A.example/other',
    'http://127.0.0.1:9000',
    'https://{{Start.call.from}}.example/',
    'https://b.example:{{Start.call.from}}/',
    '{{Start.call.from}}',
    'not a url',
  ]
  expect(literalDestinations(flow(...urls), definitions)).toEqual([
    'https://a.example',
    'http://127.0.0.1:9000',
  ])
})
