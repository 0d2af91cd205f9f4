import { type FlowDocument, type FlowNode, type Use, usesOf } from '@phloem/flow'
import { nodes as allDefinitions } from '@phloem/nodes'

export interface UsedNodes {
  /** Of those that are used. */
  names: readonly string[]
  uses: readonly Use[]
}

/** The places where templates of other nodes name some nodes; null where none does. Apart, for the parser's weight. */
export function usedAmong(document: FlowDocument, nodes: readonly FlowNode[]): UsedNodes | null {
  const used = nodes.map(({ name }) => ({
    name,
    uses: usesOf(document, allDefinitions, name).filter(({ node }) => nodes.every(({ id }) => id !== node)),
  }))
  const names = used.filter(({ uses }) => uses.length > 0).map(({ name }) => name)
  return names.length === 0 ? null : { names, uses: distinct(used.flatMap(({ uses }) => uses)) }
}

/** A template may name two of the nodes. */
const distinct = (uses: readonly Use[]): Use[] => [
  ...new Map(uses.map((use) => [`${use.node} ${use.field}`, use])).values(),
]
