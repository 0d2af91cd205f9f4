import { describe, expect, it } from 'vitest'
import { createEngine, simulate } from './index.ts'
import { toyFlow, toyNodes } from './toy-nodes.spec-harness.ts'

const engine = createEngine(toyNodes)
const call = { uuid: 'simulated', from: '+14155550100', to: '+12025550199', callerName: 'Ada', at: 0 }

describe('a simulated call', () => {
  it('plays a whole call with the engine that answers calls, and ends it where the flow does', () => {
    const flow = toyFlow({ pass: { type: 'pass', config: { text: 'Hello {{Begin.caller}}' } } }, [
      'begin -next-> pass',
    ])
    const { steps, session } = simulate(engine, flow, call, {})
    expect(steps.map(({ event }) => event.type)).toEqual(['call_started', 'hung_up'])
    expect(session).toMatchObject({
      status: 'ended',
      caller: 'gone',
      variables: { Pass: { text: 'Hello Ada' } },
    })
  })

  it('passes over what is disabled, as a call does', () => {
    const flow = toyFlow({ hold: { type: 'hold', disabled: true } }, ['begin -next-> hold'])
    const { steps } = simulate(engine, flow, call, { hold: [{ dial: 'busy' }] })
    expect(steps[0]?.trace.map(({ type }) => type)).toEqual(['left', 'passed_over', 'ended'])
  })

  it('is the same each time', () => {
    const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
    expect(simulate(engine, flow, call, {})).toEqual(simulate(engine, flow, call, {}))
  })
})
