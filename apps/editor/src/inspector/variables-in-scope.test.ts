import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { definitionsOf } from '../canvas/flow-mapping.ts'
import { templateOf, variablesInScope } from './variables-in-scope.ts'

const definitions = definitionsOf(nodes)
const flow = (edges: FlowDocument['edges']): FlowDocument => ({
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Call_Forward_1', config: {} },
    { id: 'backup', type: 'call_forward', name: 'Backup', config: {} },
    { id: 'report', type: 'http_request', name: 'HTTP_Request_1', config: {} },
  ],
  edges,
})
const wired = flow([
  { from: 'start', exit: 'incoming_call', to: 'forward' },
  { from: 'forward', exit: 'completed', to: 'report' },
  { from: 'forward', exit: 'failed', to: 'backup' },
  { from: 'backup', exit: 'failed', to: 'report' },
])

describe('variablesInScope', () => {
  it('lists the nearest upstream node first and says how sure its variables are', () => {
    const groups = variablesInScope(wired, definitions, 'report')
    expect(groups.map(({ node, reach }) => [node.name, reach])).toEqual([
      ['Call_Forward_1', 'always'],
      ['Backup', 'sometimes'],
      ['Start', 'always'],
    ])
  })

  it('is not sure of what a node sets on one of the exits that lead here', () => {
    const both = flow([
      { from: 'start', exit: 'incoming_call', to: 'report' },
      { from: 'start', exit: 'api_request', to: 'report' },
    ])
    const [start] = variablesInScope(both, definitions, 'report')
    const reachOf = (name: string) => start?.variables.find(({ path }) => path === name)?.reach
    expect(reachOf('request_type')).toBe('always')
    expect(reachOf('call.from')).toBe('sometimes')
  })

  it('leaves out what is only set on exits that do not lead here', () => {
    const start = variablesInScope(wired, definitions, 'forward').find(({ node }) => node.id === 'start')
    const paths = start?.variables.map(({ path }) => path)
    expect(paths).toContain('call.from')
    expect(paths).toContain('request_type')
    expect(paths).not.toContain('message.from')
  })

  it('lists everything of the other nodes while nothing leads here', () => {
    const groups = variablesInScope(flow([]), definitions, 'report')
    expect(groups.map(({ reach }) => reach)).toEqual(['elsewhere', 'elsewhere', 'elsewhere'])
    expect(groups[0]?.variables.map(({ path }) => path)).toContain('message.from')
  })

  it('never offers a node its own variables', () => {
    expect(variablesInScope(wired, definitions, 'report').some(({ node }) => node.id === 'report')).toBe(
      false,
    )
  })
})

describe('templateOf', () => {
  it('names a variable by its node', () => {
    expect(templateOf({ name: 'Start' }, 'call.from')).toBe('{{Start.call.from}}')
  })
})
