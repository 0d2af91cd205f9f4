import type { FlowDocument } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { describe, expect, it } from 'vitest'
import { definitionsOf } from '../../canvas/flow-mapping.ts'
import {
  choiceOf,
  choicesOf,
  chosen,
  decisionsOf,
  hasReal,
  scriptFor,
  USUAL_SCRIPT,
  withOutcome,
} from './script.ts'

const definitions = definitionsOf(nodes)
const flow: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'start', type: 'start', name: 'Start', config: {} },
    { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
    { id: 'ask', type: 'http_request', name: 'Ask', config: {} },
    { id: 'report', type: 'http_request', name: 'Report', config: {} },
    { id: 'odd', type: 'unknown_type', name: 'Odd', config: {} },
  ],
  edges: [{ from: 'ask', exit: 'success', to: 'forward' }],
}
const decisions = decisionsOf(flow, definitions)

it('asks at nodes that dial, at requests for whose answer the flow waits, and at reports', () => {
  expect(decisions.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
    'Forward: dial',
    'Ask: answer',
    'Report: report',
  ])
})

describe('a choice', () => {
  it.each([
    ['dial', 'busy', { dial: 'busy' }],
    ['answer', '404', { status: 404 }],
    ['answer', 'none', { error: 'timed out' }],
    ['answer', 'real', { isReal: true }],
    ['report', 'mocked', {}],
    ['report', 'real', { isReal: true }],
  ] as const)('of a %s, %s, is an outcome and is read back from it', (kind, value, outcome) => {
    expect(chosen(kind, value, {})).toEqual(outcome)
    expect(choiceOf(kind, outcome)).toBe(value)
  })

  it('goes well where nobody chose', () => {
    expect([choiceOf('dial', {}), choiceOf('answer', {}), choiceOf('report', {})]).toEqual([
      'completed',
      '200',
      'mocked',
    ])
  })

  it('keeps how long it rang, but not the cause of another result', () => {
    const before = { dial: 'busy', ringSeconds: 7, hangupCause: 'USER_BUSY' } as const
    expect(chosen('dial', 'no_answer', before)).toEqual({ dial: 'no_answer', ringSeconds: 7 })
  })

  it('of a status that a real call brought along stands among the others', () => {
    expect(choicesOf('answer', { status: 503 }).at(-1)).toEqual({ value: '503', title: '503' })
    expect(choicesOf('answer', { status: 404 })).toHaveLength(5)
  })
})

it('leaves nodes out that are gone, and keeps all visits of the others', () => {
  const outcomes = { forward: [{ dial: 'busy' }, { dial: 'completed' }], gone: [{ status: 200 }] } as const
  expect(scriptFor({ ...USUAL_SCRIPT, outcomes }, decisions).outcomes).toEqual({ forward: outcomes.forward })
})

it('knows whether anything would really be sent', () => {
  expect(hasReal(USUAL_SCRIPT)).toBe(false)
  expect(hasReal(withOutcome(USUAL_SCRIPT, 'report', { isReal: true }))).toBe(true)
})
