import { didYouMean } from '../did-you-mean.ts'
import { quote } from '../quote.ts'
import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Every node's type is one that this Phloem has. */
export const nodeTypes: Rule = ({ nodes, definitions }) =>
  nodes
    .filter(({ definition }) => definition === undefined)
    .map((checked) => {
      const { type } = checked.node
      return nodeIssue(checked, 'type', {
        code: 'unknown_node_type',
        severity: 'error',
        message: `There is no node type ${quote(type)}${didYouMean(type, definitions.keys())}`,
      })
    })
