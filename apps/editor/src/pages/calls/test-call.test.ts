import type { FlowDocument } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { dialledBy, newCallee, type TestCallScript, testCallRequest } from './test-call.ts'

const form: TestCallScript = {
  from: '+14155550100',
  callerName: '',
  to: '+12025550199',
  callees: [newCallee('+12025550101')],
  caller: 'stays',
  hangupSeconds: '5',
  speed: '20',
}

describe('testCallRequest', () => {
  it('plays each callee by number', () => {
    expect(testCallRequest(form)).toEqual({
      from: '+14155550100',
      to: '+12025550199',
      legs: [{ number: '+12025550101', outcome: 'answer', ringSeconds: 4, talkSeconds: 20 }],
      speed: 20,
    })
  })

  it('leaves out seconds that the outcome does not have', () => {
    const callees = [
      { ...newCallee(''), outcome: 'busy' as const },
      { ...newCallee(''), outcome: 'reject' as const, ringSeconds: '2' },
    ]
    expect(testCallRequest({ ...form, callees }).legs).toEqual([
      { outcome: 'busy' },
      { outcome: 'reject', ringSeconds: 2 },
    ])
  })

  it.each([
    ['asked', undefined],
    ['none', null],
    ['7', '7'],
  ])('with the key "%s" presses %s', (key, pressKey) => {
    const [leg] = testCallRequest({ ...form, callees: [{ ...newCallee(''), key }] }).legs
    expect(leg?.pressKey).toBe(pressKey)
  })

  it('has the caller hang up', () => {
    const { hangup } = testCallRequest({ ...form, caller: 'ringing', hangupSeconds: '3' })
    expect(hangup).toEqual({ while: 'ringing', afterSeconds: 3 })
  })

  it('names the caller and writes the number in E.164', () => {
    const request = testCallRequest({ ...form, from: '1 415 555 0100', callerName: ' Ada ' })
    expect(request).toMatchObject({ from: '+14155550100', callerName: 'Ada' })
  })
})

describe('dialledBy', () => {
  const forward = (id: string, config: FlowDocument['nodes'][number]['config']) => ({
    id,
    type: 'call_forward',
    name: id,
    config,
  })

  it('finds each recipient once, and tells of templates and screening', () => {
    const document: FlowDocument = {
      phloem: 1,
      id: 'flow',
      name: 'Flow',
      nodes: [
        forward('a', { to: ['+12025550101', '+12025550102'] }),
        forward('b', { to: ['+12025550101', '{{Start.call.to}}'], confirm: { key: '1' } }),
      ],
      edges: [],
    }
    expect(dialledBy(document)).toEqual({
      numbers: ['+12025550101', '+12025550102'],
      hasTemplates: true,
      hasScreening: true,
    })
  })

  it('is content with a flow that dials nobody', () => {
    const document: FlowDocument = { phloem: 1, id: 'flow', name: 'Flow', nodes: [], edges: [] }
    expect(dialledBy(document)).toEqual({ numbers: [], hasTemplates: false, hasScreening: false })
  })
})
