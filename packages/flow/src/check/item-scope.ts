import type { Rule } from './checked-flow.ts'
import { spelling } from './each-reference.ts'
import { nodeIssue } from './issue-at.ts'

/** Inside of `{{#each}}` and `{{#with}}` a node's name does not mean the node, which is easily overlooked. */
export const itemScope: Rule = ({ nodes, byName }) =>
  nodes.flatMap((checked) =>
    checked.templates.flatMap(({ field, parsed }) => {
      if (!parsed.ok) return []
      return parsed.itemReferences
        .filter(({ node }) => byName.has(node))
        .map((reference) =>
          nodeIssue(checked, field, {
            code: 'node_inside_item',
            severity: 'warning',
            message: `Inside of {{#each}} and {{#with}}, ${spelling(reference)} is looked up in the item, not in the flow`,
          }),
        )
    }),
  )
