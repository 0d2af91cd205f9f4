import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Edges tell nodes apart by their ids. */
export const uniqueIds: Rule = ({ nodes, byId }) =>
  nodes
    .filter((checked) => byId.get(checked.node.id) !== checked)
    .map((checked) =>
      nodeIssue(checked, 'id', {
        code: 'duplicate_id',
        severity: 'error',
        message: `Another node has the id "${checked.node.id}" already`,
      }),
    )
