import type { Issue } from '../issue.ts'
import type { Rule } from './checked-flow.ts'
import { isTaken } from './is-taken.ts'
import { nodeIssue } from './issue-at.ts'
import { pathInWords } from './path-in-words.ts'
import { pathTo, search } from './search.ts'

/** Every loop waits for the carrier somewhere, or it would go round until the call fails. */
export const waitingLoops: Rule = (flow) => {
  const { nodes, byId, leaving } = flow
  // Nothing may lead to a trigger anyway, which has a message of its own.
  const mayWait = (id: string) => {
    const { node, definition } = byId.get(id) ?? {}
    if (definition === undefined || definition.isTrigger) return true
    return definition.waitsForCarrier && !node?.disabled
  }
  const told = new Set<string>()
  return nodes.flatMap((checked): Issue[] => {
    const { id } = checked.node
    if (told.has(id) || mayWait(id)) return []
    const first = (leaving.get(id) ?? []).filter((edge) => isTaken(flow, edge) && !mayWait(edge.to))
    const reached = search(
      first.map(({ to }) => to),
      leaving,
      (edge) => isTaken(flow, edge) && !mayWait(edge.to),
    )
    if (!reached.has(id)) return []
    const rest = pathTo(id, reached)
    const begin = rest[0]?.from ?? id
    const loop = [...first.filter(({ to }) => to === begin).slice(0, 1), ...rest]
    for (const { from } of loop) told.add(from)
    const message = `The loop ${pathInWords(flow, loop, id)} never waits for the carrier, so it would not end`
    return [nodeIssue(checked, null, { code: 'endless_loop', severity: 'error', message })]
  })
}
