import { inWords } from '../quote.ts'
import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'
import { search } from './search.ts'

/** Some way leads from the start to every node. */
export const reachable: Rule = ({ nodes, triggers, leaving }) => {
  if (triggers.length === 0) return []
  const reached = search(
    triggers.map(({ node }) => node.id),
    leaving,
  )
  const start = inWords(
    triggers.map(({ node }) => node.name),
    'or',
  )
  return nodes
    .filter(({ node }) => !reached.has(node.id))
    .map((checked) =>
      nodeIssue(checked, null, {
        code: 'unreachable_node',
        severity: 'warning',
        message: `No way leads from ${start} to ${checked.node.name}`,
      }),
    )
}
