import type { FlowNode } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { definitions } from '../canvas/definitions.ts'
import { beginRun, SIMULATED } from '../canvas/run.ts'
import { previewValues, sampleIn, whence } from './preview.ts'

const nodes: FlowNode[] = [
  { id: 'start', type: 'start', name: 'Start', config: {} },
  { id: 'forward', type: 'call_forward', name: 'Forward', config: {} },
]
const at = new Date(2026, 0, 5, 12, 3).getTime()
const run = {
  ...beginRun('c1'),
  startedAt: at,
  variables: { start: { call: { from: '+14155550123' } } },
}
const from = { path: 'call.from', title: '', type: 'text', sample: '+14155550100' } as const

describe('the values of a preview', () => {
  it('are those of the run, and samples of what it did not pass', () => {
    const { variables } = previewValues(nodes, definitions, run)
    expect(variables.Start).toEqual({ call: { from: '+14155550123' } })
    expect(variables.Forward).toMatchObject({ DialStatus: 'completed', duration: 42 })
  })

  it('are samples, in objects as templates reach into them, before there was a run', () => {
    const { variables } = previewValues(nodes, definitions, null)
    expect(variables.Start).toMatchObject({ call: { from: '+14155550100' }, message: { text: 'Hello' } })
  })

  it('say where they are from', () => {
    const values = previewValues(nodes, definitions, run)
    const words = (...names: string[]) => whence(names, values, run, at)
    expect(words('Start')).toMatch(/^from the call of 12:03/)
    expect(words('Start', 'Forward', 'Start')).toMatch(/^from the call of 12:03.*; sample of Forward$/)
    expect(words('Forward')).toBe('sample')
    expect(whence(['Start'], values, { ...run, callUUID: SIMULATED }, at)).toBe('from the simulation')
    expect(whence(['Start'], values, run, at + 172_800_000)).toContain('2026')
    expect(whence(['Start'], previewValues(nodes, definitions, null), null, at)).toBe('sample')
  })

  it('stand beside a variable where it is picked', () => {
    expect(sampleIn(run, 'start', from)).toBe('+14155550123')
    expect(sampleIn(run, 'forward', from)).toBe('+14155550100')
    expect(sampleIn(null, 'start', { ...from, sample: {} })).toBe('')
  })
})
