import type { Rule } from './checked-flow.ts'
import { eachReference } from './each-reference.ts'
import { nodeIssue } from './issue-at.ts'
import { referenceProblem } from './reference-problem.ts'

/** Past so many unknown names nobody reads which ones were meant, and comparing them takes seconds. */
const MOST_HINTS = 100

/** Every reference names a node of the flow and a variable that this node sets. */
export const knownVariables: Rule = (flow) => {
  let unknownNodes = 0
  return eachReference(flow, (reference, field, reader) => {
    const problem = referenceProblem(flow, reference, unknownNodes < MOST_HINTS)
    if (problem === null) return []
    if (problem.code === 'unknown_node') unknownNodes += 1
    return [nodeIssue(reader, field, { ...problem, severity: 'error' })]
  })
}
