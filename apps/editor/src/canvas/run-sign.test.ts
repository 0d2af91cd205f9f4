import { describe, expect, it } from 'vitest'
import type { NodeRun } from './run.ts'
import { runSign } from './run-sign.ts'

const done: NodeRun = { status: 'done', orders: [1], exit: null }

describe('the sign of a node in a call', () => {
  it.each<[string, NodeRun, string]>([
    ['a node that waits', { ...done, status: 'running' }, '● running'],
    ['a node that is through', { ...done, exit: 'busy_rejected' }, '✓ done'],
    ['a node left by its failed exit', { ...done, exit: 'failed' }, '✕ left by Failed'],
    ['a node at which the flow broke', { ...done, status: 'failed' }, '✕ failed'],
    ['a disabled node', { ...done, status: 'passed_over' }, '– disabled, passed over'],
    ['a report under way', { ...done, report: 'pending' }, '● report under way'],
    ['a report that arrived', { ...done, report: 'delivered' }, '✓ done'],
    ['a report that was given up', { ...done, report: 'dead' }, '✕ report given up'],
  ])('of %s', (_, run, expected) => {
    const { sign, words } = runSign(run)
    expect(`${sign} ${words}`).toBe(expected)
  })
})
