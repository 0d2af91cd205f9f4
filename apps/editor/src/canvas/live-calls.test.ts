import { describe, expect, it } from 'vitest'
import { LiveCalls, type Whereabouts } from './live-calls.ts'

const at = (callUUID: string, waitsAt: string | null, status: Whereabouts['status'] = 'live') => ({
  callUUID,
  waitsAt,
  status,
})

describe('live calls', () => {
  it('are counted on the nodes in which they are', () => {
    const calls = new LiveCalls()
    calls.listed([at('a', 'forward'), at('b', 'forward'), at('c', 'ask'), at('d', null)])
    expect(calls.live.nodes).toEqual({ forward: 2, ask: 1 })
    calls.heard(at('a', 'ask'))
    calls.heard(at('b', 'forward', 'ended'))
    calls.heard(at('c', null))
    expect(calls.live.nodes).toEqual({ ask: 1 })
  })

  it('are where the stream said last, when the list was asked for before', () => {
    const calls = new LiveCalls()
    calls.asking()
    calls.heard(at('a', 'ask'))
    calls.heard(at('gone', null, 'ended'))
    calls.listed([at('a', 'forward'), at('gone', 'forward'), at('b', 'forward')])
    expect(calls.live.nodes).toEqual({ ask: 1, forward: 1 })
  })

  it('are gone when a later list does not have them', () => {
    const calls = new LiveCalls()
    calls.heard(at('a', 'forward'))
    calls.asking()
    calls.listed([])
    expect(calls.live.nodes).toEqual({})
  })

  it('move along the edges by which they leave', () => {
    const calls = new LiveCalls()
    const left = { type: 'left' as const, nodeId: 'start', exit: 'incoming_call', variables: {} }
    calls.moved([
      { ...left, to: 'forward' },
      { type: 'ended', nodeId: null, reason: 'finished' },
    ])
    calls.moved([{ ...left, to: 'forward' }])
    calls.moved([{ ...left, nodeId: 'forward', to: null }])
    expect(calls.live.moves).toEqual({ 'start.incoming_call': 2 })
  })
})
