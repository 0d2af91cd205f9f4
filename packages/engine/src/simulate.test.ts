import { defineNode, leave, type Request, wait } from '@phloem/flow'
import * as Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { createEngine, firstDifference, happeningsIn, simulate, withAnswer } from './index.ts'
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

/** Asks a server, as many times as it is told to. */
const ask = defineNode({
  type: 'ask',
  title: 'Ask',
  description: 'Asks.',
  group: 'integration',
  namePrefix: 'Ask',
  config: Type.Object({}),
  newConfig: {},
  exits: [
    { id: 'good', title: 'Good' },
    { id: 'bad', title: 'Bad' },
  ],
  variables: [{ path: 'body', title: 'Body', type: 'text', sample: '' }],
  accepts: ['http_answered'],
  summary: () => '',
  enter: () => wait([request]),
  resume: (_config, event) =>
    event.type === 'http_answered' && event.status === 200
      ? leave('good', { body: event.body })
      : leave('bad'),
})
const request: Request = {
  type: 'request',
  purpose: 'awaited',
  method: 'GET',
  url: 'https://example.com/',
  headers: [],
  query: [],
  auth: { type: 'none' },
  body: { encoding: 'none' },
  timeoutSeconds: 3,
}

describe('a simulated request', () => {
  const engine = createEngine([...toyNodes, ask])
  const flow = toyFlow({ ask: { type: 'ask' }, pass: { type: 'pass', config: { text: '{{Ask.body}}' } } }, [
    'begin -next-> ask',
    'ask -good-> ask',
    'ask -bad-> pass',
  ])
  const exits = (outcomes: object[]) =>
    happeningsIn(simulate(engine, flow, call, { ask: outcomes }).steps)
      .filter(({ did }) => did === 'left')
      .map(({ detail }) => detail)

  it('is answered as the script says, visit by visit', () => {
    expect(exits([{ status: 200 }, { status: 500 }])).toEqual(['next', 'good', 'bad', 'empty'])
  })

  it('gets no answer where the script says so', () => {
    expect(exits([{ error: 'connection refused' }])).toEqual(['next', 'bad', 'empty'])
  })

  it('that is to leave for real holds the call until its answer is put into the script', () => {
    const script = { ask: [{ status: 200 }, { isReal: true as const }] }
    const held = simulate(engine, flow, call, script)
    expect(held.asked).toMatchObject({ nodeId: 'ask', visit: 1, request: { url: 'https://example.com/' } })
    if (held.asked === null) throw new Error('it does not stand still')

    const answered = withAnswer(script, held.asked, { status: 200, body: 'fresh' })
    expect(simulate(engine, flow, call, answered).asked).toMatchObject({ visit: 2 })
    const refused = withAnswer(answered, { ...held.asked, visit: 2 }, { status: 404 })
    const { steps, asked } = simulate(engine, flow, call, refused)
    expect(asked).toBeNull()
    expect(happeningsIn(steps).filter(({ did }) => did === 'left')).toHaveLength(5)
  })
})

describe('what a simulated call did', () => {
  const flow = toyFlow({ hold: { type: 'hold' } }, ['begin -next-> hold'])
  const happenings = happeningsIn(simulate(engine, flow, call, {}).steps)

  it('is told without names and times', () => {
    expect(happenings).toEqual([
      { nodeId: 'begin', did: 'left', detail: 'next' },
      { nodeId: 'hold', did: 'said', detail: 'Please hold.' },
    ])
  })

  it('differs from what was expected at its first step that is another, missing or too many', () => {
    const [left, said] = happenings
    if (left === undefined || said === undefined) throw new Error('nothing happened')
    expect(firstDifference(happenings, happenings)).toBeNull()
    expect(firstDifference([left, { ...said, detail: 'Wait.' }], happenings)).toEqual({
      expected: { ...said, detail: 'Wait.' },
      actual: said,
    })
    expect(firstDifference([left], happenings)).toEqual({ expected: null, actual: said })
    expect(firstDifference(happenings, [left])).toEqual({ expected: said, actual: null })
  })
})
