import { inWords } from '../quote.ts'
import type { CheckedFlow, CheckedNode, Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Exits after which the flow ends. Worth knowing, and often meant. */
export const unwiredExits: Rule = (flow) =>
  flow.nodes.flatMap((checked) => {
    const titles = endingExits(flow, checked)
    if (titles.length === 0) return []
    const message = `Nothing follows ${inWords(titles)} of ${checked.node.name}: the flow ends there`
    return [nodeIssue(checked, null, { code: 'unwired_exits', severity: 'note', message })]
  })

function endingExits({ leaving }: CheckedFlow, { node, definition }: CheckedNode): string[] {
  // How calls pass over a disabled node is told by another rule.
  if (definition === undefined || node.disabled) return []
  const wired = new Set(leaving.get(node.id)?.map(({ exit }) => exit))
  // A node with a mode acts in another way when none of its exits is wired, and says so itself.
  if (definition.mode !== null && wired.size === 0) return []
  // Most flows are begun in one way only.
  if (definition.isTrigger && wired.size > 0) return []
  return definition.exits
    .filter(({ id, unavailable }) => unavailable === undefined && !wired.has(id))
    .map(({ title }) => title)
}
