import type { Severity } from '@phloem/flow'
import { describe, expect, it } from 'vitest'
import { problemCounts } from './problem-counts.ts'

const issue = (severity: Severity) => ({
  code: 'c',
  severity,
  node: null,
  field: null,
  path: null,
  message: 'm',
})

describe('problemCounts', () => {
  it.each([
    [[], 'No problems'],
    [['error'], '1 error'],
    [['error', 'warning', 'error', 'note'], '2 errors, 1 warning'],
    [['note', 'note'], '2 notes'],
  ] satisfies [Severity[], string][])('of %j are %s', (severities, words) => {
    expect(problemCounts(severities.map(issue))).toBe(words)
  })
})
