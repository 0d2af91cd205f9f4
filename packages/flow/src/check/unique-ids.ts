import type { Issue } from '../issue.ts'
import type { CheckedFlow, Rule } from './checked-flow.ts'
import { documentIssue, nodeIssue } from './issue-at.ts'

/** Edges tell nodes apart by their ids, and the canvas nodes and notes. */
export const uniqueIds: Rule = (flow) => [
  ...flow.nodes
    .filter((checked) => flow.byId.get(checked.node.id) !== checked)
    .map((checked) =>
      nodeIssue(checked, 'id', {
        code: 'duplicate_id',
        severity: 'error',
        message: `Another node has the id "${checked.node.id}" already`,
      }),
    ),
  ...notesTwice(flow),
]

function notesTwice({ document, byId }: CheckedFlow): Issue[] {
  const taken = new Set(byId.keys())
  return (document.notes ?? []).flatMap(({ id }, index) => {
    const isTaken = taken.has(id)
    taken.add(id)
    const message = `Another node or note has the id "${id}" already`
    return isTaken
      ? [documentIssue(`notes[${index}].id`, { code: 'duplicate_id', severity: 'error', message })]
      : []
  })
}
