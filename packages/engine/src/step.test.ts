import type { CallStarted, DialEnded, Event, FlowDocument, HungUp, Session } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { APOLOGY, createEngine, STEP_LIMITS } from './index.ts'
import { toyFlow, toyNodes } from './toy-nodes.spec-harness.ts'

const engine = createEngine(toyNodes)
const at = 1_000

const callStarted: CallStarted = {
  type: 'call_started',
  at,
  call: {
    uuid: 'call-1',
    from: '+14155550100',
    to: '+12025550199',
    direction: 'inbound',
    callerName: 'Ada',
    fields: {},
  },
}
const dialEnded = (step: number): DialEnded => ({
  type: 'dial_ended',
  at,
  step,
  result: 'busy',
  rang: true,
  hangupCause: 'USER_BUSY',
  fields: {},
})
const hungUp: HungUp = { type: 'hung_up', at, callStatus: 'completed', hangupCause: '', fields: {} }

/** Plays events one after the other; the session goes through JSON between them. */
function play(document: FlowDocument, events: Event[]) {
  let session: Session | null = null
  const steps = events.map((event) => {
    const step = engine.step(document, session, event)
    session = JSON.parse(JSON.stringify(step.session)) as Session
    return step
  })
  const last = steps.at(-1)
  if (last === undefined) throw new Error('no events')
  return { ...last, steps }
}

describe('a step', () => {
  it('leaves a template empty that would become too large, and says so', () => {
    const text = '{{#if (upper Begin.caller)}}{{/if}}{{Begin.caller}}'
    const flow = toyFlow({ pass: { type: 'pass', config: { text } } }, ['begin -next-> pass'])
    const longName = { ...callStarted, call: { ...callStarted.call, callerName: 'x'.repeat(65_537) } }
    const { session, trace } = play(flow, [longName])
    expect(session).toMatchObject({ status: 'ended', variables: { Pass: { text: '' } } })
    expect(trace).toContainEqual({
      type: 'noticed',
      nodeId: 'pass',
      message: 'The template in text was left empty: its functions are given more than 65536 characters.',
    })
  })

  it('begins at the trigger and goes from exit to edge to node until one waits', () => {
    const flow = toyFlow({ pass: { type: 'pass', config: { text: 'x' } }, hold: { type: 'hold' } }, [
      'begin -next-> pass',
      'pass -next-> hold',
    ])
    const { session, effects, trace } = play(flow, [callStarted])
    expect(session).toMatchObject({
      status: 'running',
      callUUID: 'call-1',
      caller: 'on_line',
      step: 1,
      waiting: { nodeId: 'hold', step: 1, memory: { since: 1 } },
      visits: { pass: 1, hold: 1 },
    })
    expect(effects).toEqual([{ type: 'speak', text: 'Please hold.', nodeId: 'hold', step: 1 }])
    expect(trace.map(({ type }) => type)).toEqual(['left', 'entered', 'left', 'entered', 'waited'])
  })

  it('sets the variables of a node under its name, for the nodes after it', () => {
    const flow = toyFlow({ pass: { type: 'pass', config: { text: 'Hello {{Begin.caller}}!' } } }, [
      'begin -next-> pass',
    ])
    const { session, trace } = play(flow, [callStarted])
    expect(session.variables).toEqual({ Begin: { caller: 'Ada' }, Pass: { text: 'Hello Ada!' } })
    expect(trace).toContainEqual({
      type: 'entered',
      nodeId: 'pass',
      visit: 1,
      rendered: [{ field: 'text', template: 'Hello {{Begin.caller}}!', value: 'Hello Ada!' }],
    })
  })

  it('ends and hangs up where an exit is not wired', () => {
    const { session, effects, trace } = play(toyFlow({}, []), [callStarted])
    expect(session).toMatchObject({ status: 'ended', waiting: null })
    expect(effects).toEqual([{ type: 'hang_up', nodeId: null, step: 0 }])
    expect(trace.at(-1)).toEqual({ type: 'ended', nodeId: 'begin', reason: 'unwired' })
  })

  it('gives the waiting node the event of its step', () => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
    const { session } = play(flow, [callStarted, dialEnded(1)])
    expect(session).toMatchObject({ status: 'ended', variables: { Hold: { cause: 'USER_BUSY' } } })
  })

  it.each([
    { why: 'an event of an older step', event: dialEnded(0), reason: 'it belongs to step 0' },
    { why: 'an event of a step that never was', event: dialEnded(9), reason: 'it belongs to step 9' },
    { why: 'an event that nobody waits for', event: callStarted, reason: 'no node waits for it' },
  ])('is not moved by $why', ({ event, reason }) => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
    const { steps } = play(flow, [callStarted, event])
    expect(steps[1]?.session).toEqual(steps[0]?.session)
    expect(steps[1]?.effects).toEqual([])
    expect(steps[1]?.trace).toEqual([{ type: 'ignored', event: event.type, reason }])
  })

  it('is not moved by the same event twice', () => {
    const flow = toyFlow({ hold: { type: 'hold' }, again: { type: 'hold' } }, [
      'begin -next-> hold',
      'hold -ended-> again',
    ])
    const { steps } = play(flow, [callStarted, dialEnded(1), dialEnded(1)])
    expect(steps[2]?.session).toEqual(steps[1]?.session)
  })

  it('gives a node that needs no carrier its turn after the caller left', () => {
    const flow = toyFlow(
      { hold: { type: 'hold' }, pass: { type: 'pass', config: { text: '{{Hold.cause}}' } } },
      ['begin -next-> hold', 'hold -ended-> pass'],
    )
    const { session, effects } = play(flow, [callStarted, hungUp, dialEnded(1)])
    expect(session).toMatchObject({
      status: 'ended',
      caller: 'gone',
      variables: { Pass: { text: 'USER_BUSY' } },
    })
    expect(effects).toEqual([])
  })

  it('ends at a node that needs the call when the caller is gone', () => {
    const flow = toyFlow({ hold: { type: 'hold' }, again: { type: 'hold' } }, [
      'begin -next-> hold',
      'hold -ended-> again',
    ])
    const { trace } = play(flow, [callStarted, hungUp, dialEnded(1)])
    expect(trace.at(-1)).toEqual({ type: 'ended', nodeId: 'again', reason: 'caller_gone' })
  })

  it('takes a second hang-up for what it is', () => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
    const { trace } = play(flow, [callStarted, hungUp, hungUp])
    expect(trace).toEqual([{ type: 'ignored', event: 'hung_up', reason: 'the caller was gone already' }])
  })

  it('changes nothing that it was given', () => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
    const { session } = engine.step(flow, null, callStarted)
    const before = JSON.stringify(session)
    engine.step(flow, session, dialEnded(1))
    expect(JSON.stringify(session)).toBe(before)
  })
})

describe('a disabled node', () => {
  const hold = { type: 'hold', disabled: true }
  const pass = { type: 'pass', config: { text: 'x' } }
  const wires = ['begin -next-> hold', 'hold -ended-> pass', 'hold -missed-> other']

  it('is passed over by its first exit: it waits for nothing and sets nothing', () => {
    const { session, effects, trace } = play(toyFlow({ hold, pass, other: pass }, wires), [callStarted])
    expect(trace).toContainEqual({
      type: 'passed_over',
      nodeId: 'hold',
      visit: 1,
      exit: 'ended',
      to: 'pass',
    })
    expect(session).toMatchObject({ status: 'ended', step: 0, visits: { hold: 1, pass: 1 } })
    expect(Object.keys(session.variables)).toEqual(['Begin', 'Pass'])
    expect(effects).toEqual([{ type: 'hang_up', nodeId: null, step: 0 }])
  })

  it('is passed over by the exit that its author chose', () => {
    const flow = toyFlow({ hold: { ...hold, passesBy: 'missed' }, pass, other: pass }, wires)
    expect(play(flow, [callStarted]).session.visits).toEqual({ hold: 1, other: 1 })
  })

  it('ends the flow where nothing follows', () => {
    const { trace } = play(toyFlow({ hold }, ['begin -next-> hold']), [callStarted])
    expect(trace.at(-1)).toEqual({ type: 'ended', nodeId: 'hold', reason: 'unwired' })
  })

  it('needs no caller, though it would when it acted', () => {
    const flow = toyFlow({ first: { type: 'hold' }, hold, pass }, [
      'begin -next-> first',
      'first -ended-> hold',
      'hold -ended-> pass',
    ])
    expect(play(flow, [callStarted, hungUp, dialEnded(1)]).session.visits).toMatchObject({ pass: 1 })
  })

  it('counts as a visit, so that a loop of them ends', () => {
    const flow = toyFlow({ hold }, ['begin -next-> hold', 'hold -ended-> hold'])
    expect(play(flow, [callStarted]).trace.at(-1)).toMatchObject({ code: 'too_many_visits' })
  })

  it('does nothing to the trigger, where a flow begins', () => {
    const flow = toyFlow({ begin: { type: 'begin', disabled: true }, pass }, ['begin -next-> pass'])
    expect(play(flow, [callStarted]).session.visits).toEqual({ pass: 1 })
  })
})

describe('a call that cannot go on', () => {
  const apologised = [{ type: 'speak', text: APOLOGY }, { type: 'hang_up' }]

  it('fails with an apology when nodes run in a circle without waiting', () => {
    const flow = toyFlow(
      { pass: { type: 'pass', config: { text: 'x' } }, back: { type: 'pass', config: { text: 'x' } } },
      ['begin -next-> pass', 'pass -next-> back', 'back -next-> pass'],
    )
    const { session, effects, trace } = play(flow, [callStarted])
    expect(session.status).toBe('failed')
    expect(effects).toMatchObject(apologised)
    expect(trace.at(-1)).toMatchObject({ type: 'failed', code: 'too_many_visits' })
  })

  it(`fails after ${STEP_LIMITS.nodesBetweenWaits} nodes without a wait`, () => {
    const names = Array.from({ length: STEP_LIMITS.nodesBetweenWaits + 1 }, (_, index) => `p${index}`)
    const nodes = Object.fromEntries(names.map((name) => [name, { type: 'pass', config: { text: 'x' } }]))
    const wires = names.map((name, index) => `${index === 0 ? 'begin' : names[index - 1]} -next-> ${name}`)
    expect(play(toyFlow(nodes, wires), [callStarted]).trace.at(-1)).toMatchObject({ code: 'too_many_steps' })
  })

  it(`fails at the visit after the ${STEP_LIMITS.visitsPerNode}th of one node`, () => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold', 'hold -ended-> hold'])
    const rounds = Array.from({ length: STEP_LIMITS.visitsPerNode }, (_, index) => dialEnded(index + 1))
    const { session, trace } = play(flow, [callStarted, ...rounds])
    expect(session.status).toBe('failed')
    expect(trace.at(-1)).toMatchObject({ type: 'failed', code: 'too_many_visits' })
  })

  it('fails where the document names a node type that is not known', () => {
    const { effects, trace } = play(toyFlow({ odd: { type: 'from_the_future' } }, ['begin -next-> odd']), [
      callStarted,
    ])
    expect(trace.at(-1)).toMatchObject({ type: 'failed', nodeId: 'odd', code: 'unknown_node' })
    expect(effects).toMatchObject(apologised)
  })

  it('fails without a trigger', () => {
    const { trace } = play({ ...toyFlow({}, []), nodes: [] }, [callStarted])
    expect(trace).toMatchObject([{ type: 'failed', code: 'no_start' }])
  })
})
