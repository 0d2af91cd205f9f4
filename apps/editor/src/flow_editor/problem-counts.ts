import type { Issue, Severity } from '@phloem/flow'

/** The counts as words, `2 errors, 1 warning`; notes count only when there is nothing else. */
export function problemCounts(issues: readonly Issue[]): string {
  const count = (severity: Severity) => issues.filter((issue) => issue.severity === severity).length
  const words = (number: number, word: string) =>
    number === 0 ? [] : [`${number} ${word}${number === 1 ? '' : 's'}`]
  const serious = [...words(count('error'), 'error'), ...words(count('warning'), 'warning')]
  return (
    [...serious, ...(serious.length === 0 ? words(count('note'), 'note') : [])].join(', ') || 'No problems'
  )
}
