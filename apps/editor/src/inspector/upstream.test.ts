import type { FlowEdge } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { upstreamOf } from './upstream.ts'

const edges = (...lines: string[]): { edges: FlowEdge[] } => ({
  edges: lines.map((line) => {
    const [from = '', exit = '', to = ''] = line.split(' ')
    return { from, exit, to }
  }),
})

const guide = edges(
  'start incoming_call forward',
  'forward completed report',
  'forward no_answer report',
  'forward failed second',
  'second failed report',
)

describe('upstreamOf', () => {
  it('lists the nearest nodes first, each with the exits that lead on to the node', () => {
    expect(upstreamOf(guide, 'report')).toEqual([
      { nodeId: 'forward', exits: ['completed', 'no_answer', 'failed'] },
      { nodeId: 'second', exits: ['failed'] },
      { nodeId: 'start', exits: ['incoming_call'] },
    ])
  })

  it('leaves out exits that lead elsewhere', () => {
    expect(upstreamOf(guide, 'second')).toEqual([
      { nodeId: 'forward', exits: ['failed'] },
      { nodeId: 'start', exits: ['incoming_call'] },
    ])
  })

  it('is empty for a node that nothing leads to', () => {
    expect(upstreamOf(guide, 'start')).toEqual([])
    expect(upstreamOf(guide, 'stray')).toEqual([])
  })

  it('ends in a loop and does not list the node itself', () => {
    expect(upstreamOf(edges('a x b', 'b x a'), 'a')).toEqual([{ nodeId: 'b', exits: ['x'] }])
  })
})
