import type { Event, FlowDocument, Session } from '@phloem/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEngine, STEP_LIMITS } from './index.ts'
import { toyFlow, toyNodes } from './toy-nodes.spec-harness.ts'

const engine = createEngine(toyNodes)
const ids = ['a', 'b', 'c', 'd', 'e']
const exits = ['next', 'empty', 'ended', 'missed', 'nowhere']

const flow: fc.Arbitrary<FlowDocument> = fc
  .record({
    nodes: fc.uniqueArray(
      fc.record({
        id: fc.constantFrom(...ids),
        type: fc.constantFrom('pass', 'hold', 'from_the_future'),
        text: fc.constantFrom(
          '',
          'x',
          '{{Begin.caller}}',
          '{{A.text}}{{B.text}}',
          '{{#if C.text}}y{{/if}}',
          '{{',
        ),
        off: fc.constantFrom({}, {}, { disabled: true }, { disabled: true, passesBy: 'missed' }),
      }),
      { selector: ({ id }) => id, maxLength: ids.length },
    ),
    wires: fc.array(
      fc.tuple(fc.constantFrom('begin', ...ids), fc.constantFrom(...exits), fc.constantFrom('begin', ...ids)),
      { maxLength: 12 },
    ),
  })
  .map(({ nodes, wires }) =>
    toyFlow(
      Object.fromEntries(nodes.map(({ id, type, text, off }) => [id, { type, config: { text }, ...off }])),
      wires.map(([from, exit, to]) => `${from} -${exit}-> ${to}`),
    ),
  )

const at = fc.integer({ min: 0, max: 2_000_000_000_000 })
const step = fc.integer({ min: 0, max: 6 })
const fields = fc.constant({})
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({
    type: fc.constant('call_started' as const),
    at,
    call: fc.record({
      uuid: fc.uuid(),
      from: fc.string(),
      to: fc.string(),
      direction: fc.constant('inbound' as const),
      callerName: fc.string({ unit: 'binary' }),
      fields,
    }),
  }),
  fc.record({
    type: fc.constant('dial_ended' as const),
    at,
    step,
    result: fc.constantFrom('completed' as const, 'busy' as const, 'unknown' as const),
    rang: fc.constantFrom(true, false, null),
    hangupCause: fc.string(),
    fields,
  }),
  fc.record({ type: fc.constant('dial_end_missed' as const), at, step }),
  fc.record({
    type: fc.constant('http_answered' as const),
    at,
    step,
    status: fc.constantFrom(200, 500, null),
    contentType: fc.string(),
    body: fc.string(),
    error: fc.constantFrom(null, 'timed out'),
  }),
  fc.record({
    type: fc.constant('hung_up' as const),
    at,
    callStatus: fc.string(),
    hangupCause: fc.string(),
    fields,
  }),
)

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

describe('any sequence of events on any flow', () => {
  it('ends in a known state, never throws, never loops, and is the same each time', () => {
    fc.assert(
      fc.property(flow, fc.array(event, { minLength: 1, maxLength: 30 }), (document, events) => {
        let session: Session | null = null
        for (const happened of events) {
          const given = session
          const once = engine.step(document, given, happened)
          const twice = createEngine(toyNodes).step(
            throughJson(document),
            throughJson(given),
            throughJson(happened),
          )
          expect(throughJson(once)).toEqual(throughJson(twice))

          const entered = once.trace.filter(({ type }) => type === 'entered' || type === 'passed_over').length
          expect(entered).toBeLessThanOrEqual(STEP_LIMITS.nodesBetweenWaits)
          for (const { id } of document.nodes.filter(({ disabled }) => disabled)) {
            const own = once.trace.filter((line) => 'nodeId' in line && line.nodeId === id)
            expect(
              own.map(({ type }) => type).filter((type) => /^(entered|waited|left)$/.test(type)),
            ).toEqual([])
            expect(
              once.effects.every(({ nodeId, type }) => nodeId !== id || /^(speak|hang_up)$/.test(type)),
            ).toBe(true)
          }
          session = throughJson(once.session)
          expect(['running', 'ended', 'failed']).toContain(session.status)
          expect(session.waiting === null).toBe(session.status !== 'running')
          expect(session.step).toBeGreaterThanOrEqual(given?.step ?? 0)
          if (given !== null && given.status !== 'running') expect(session.status).toBe(given.status)
          if (session.caller === 'gone') {
            expect(once.effects.filter(({ type }) => type === 'speak' || type === 'hang_up')).toEqual([])
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
