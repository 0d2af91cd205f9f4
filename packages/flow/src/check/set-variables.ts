import type { FlowEdge } from '../document.ts'
import type { CheckedFlow, Rule } from './checked-flow.ts'
import { eachReference, spelling } from './each-reference.ts'
import { isTaken } from './is-taken.ts'
import { nodeIssue } from './issue-at.ts'
import { pathInWords } from './path-in-words.ts'
import { pathTo, search } from './search.ts'
import { variablesNamed } from './variables-named.ts'

type Reached = ReturnType<typeof search>

/**
 * A variable has been set on every way to the node that reads it. A way on which it has not been passes no edge
 * that sets it; so what can still be reached without those edges may find the variable empty. That covers loops:
 * a way that sets a variable and comes round to leave it unset can be shortened to one that never sets it.
 */
export const setVariables: Rule = (flow) => {
  const starts = flow.triggers.map(({ node }) => node.id)
  const reachedBySetters = new Map<string, { unset: Reached; setSomewhere: Reached }>()

  const reachedBy = (setters: FlowEdge[]) => {
    const key = setters.map(({ from, exit }) => `${from} ${exit}`).join()
    let reached = reachedBySetters.get(key)
    if (reached === undefined) {
      const isSetter = new Set(setters)
      reached = {
        unset: search(starts, flow.leaving, (edge) => isTaken(flow, edge) && !isSetter.has(edge)),
        setSomewhere: search(
          setters.map(({ to }) => to),
          flow.leaving,
        ),
      }
      reachedBySetters.set(key, reached)
    }
    return reached
  }

  return eachReference(flow, (reference, field, reader) => {
    const setters = settingEdges(flow, reference.node, reference.path)
    if (setters === null) return []
    const { unset, setSomewhere } = reachedBy(setters)
    const id = reader.node.id
    if (!unset.has(id)) return []
    const message = setSomewhere.has(id)
      ? `${spelling(reference)} is not set when the call comes by ${pathInWords(flow, pathTo(id, unset), id)}`
      : `${spelling(reference)} is never set before ${reader.node.name}`
    return [nodeIssue(reader, field, { code: 'variable_not_set', severity: 'warning', message })]
  })
}

/** The edges that a call takes right after the variable was set; null when the reference is unknown anyway. */
function settingEdges({ byName, leaving }: CheckedFlow, name: string, path: string): FlowEdge[] | null {
  const edges: FlowEdge[] = []
  const setters = byName.get(name) ?? []
  if (setters.length === 0) return null
  for (const { node, definition } of setters) {
    const variables = variablesNamed(path, definition?.variables ?? [])
    if (variables.length === 0) return null
    const isSetOn = (exit: string) =>
      variables.some(({ exits }) => exits === undefined || exits.includes(exit))
    if (node.disabled) continue
    edges.push(...(leaving.get(node.id) ?? []).filter(({ exit }) => isSetOn(exit)))
  }
  return edges
}
