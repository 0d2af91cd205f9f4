import type { Issue, Severity } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { createProblemStore, setIssues } from './problem-store.ts'

const issue = (node: string | null, severity: Severity, message = 'm'): Issue => ({
  code: 'c',
  severity,
  node,
  field: null,
  path: null,
  message,
})

describe('problem store', () => {
  it('puts the worst first and keeps the order otherwise', () => {
    const store = createProblemStore()
    setIssues(store, [issue('a', 'note'), issue('b', 'warning'), issue('c', 'error'), issue('d', 'error')])
    expect(store.getState().issues.map(({ node }) => node)).toEqual(['c', 'd', 'b', 'a'])
  })

  it('gives each node its issues, and the same list while they stay the same', () => {
    const store = createProblemStore()
    setIssues(store, [issue('a', 'error'), issue(null, 'error'), issue('b', 'error')])
    const before = store.getState().byNode
    setIssues(store, [issue('a', 'error'), issue('b', 'error', 'another')])
    const after = store.getState().byNode
    expect(Object.keys(after)).toEqual(['a', 'b'])
    expect(after.a).toBe(before.a)
    expect(after.b).not.toBe(before.b)
  })

  it('forgets the issues of a node that has none any more', () => {
    const store = createProblemStore()
    setIssues(store, [issue('a', 'error')])
    setIssues(store, [])
    expect(store.getState()).toEqual({ issues: [], byNode: {} })
  })
})
