import { inWords } from '../quote.ts'
import type { Rule } from './checked-flow.ts'
import { documentIssue, nodeIssue } from './issue-at.ts'

/** A flow begins at exactly one node. */
export const oneStart: Rule = ({ triggers, definitions }) => {
  const [first, ...others] = triggers
  if (first === undefined) {
    const titles = [...definitions.values()].filter(({ isTrigger }) => isTrigger).map(({ title }) => title)
    const message = `The flow has no ${inWords(titles, 'or')} node: nothing can begin it`
    return [documentIssue(null, { code: 'no_start', severity: 'error', message })]
  }
  return others.map((other) =>
    nodeIssue(other, null, {
      code: 'several_starts',
      severity: 'error',
      message: `A flow begins at one node, and that is ${first.node.name}`,
    }),
  )
}
