import type { FlowDocument, FlowNode, NodeDefinition, Variable } from '@phloem/flow'
import type { Definitions } from '../canvas/flow-mapping.ts'
import { isAlwaysBefore, type Upstream, upstreamOf } from './upstream.ts'

/** `always`: set on every path to the node; `sometimes`: on one of them; `elsewhere`: no path leads to the node. */
export type Reach = 'always' | 'sometimes' | 'elsewhere'

export interface VariableGroup {
  node: FlowNode
  definition: NodeDefinition
  reach: Reach
  variables: readonly Variable[]
}

/** The variables that a template of the node may name, by the node that sets them, the nearest upstream first. */
export function variablesInScope(
  document: FlowDocument,
  definitions: Definitions,
  nodeId: string,
): VariableGroup[] {
  const upstream = upstreamOf(document, nodeId)
  const distance = new Map(upstream.map((found, index) => [found.nodeId, index]))
  const entries = document.nodes.filter(({ type }) => definitions.get(type)?.isTrigger).map(({ id }) => id)
  return document.nodes
    .filter(({ id }) => id !== nodeId)
    .sort((a, b) => (distance.get(a.id) ?? Infinity) - (distance.get(b.id) ?? Infinity) || 0)
    .flatMap((node) => {
      const definition = definitions.get(node.type)
      if (!definition) return []
      const found = upstream[distance.get(node.id) ?? -1]
      const reach = !found
        ? 'elsewhere'
        : isAlwaysBefore(document, entries, node.id, nodeId)
          ? 'always'
          : 'sometimes'
      const variables = definition.variables.filter(isSetOnTheWay(found))
      return variables.length === 0 ? [] : [{ node, definition, reach, variables } as const]
    })
}

/** A variable of an incoming message is never set where only calls lead. */
const isSetOnTheWay =
  (found: Upstream | undefined) =>
  ({ exits }: Variable): boolean =>
    !found || !exits || exits.some((exit) => found.exits.includes(exit))

export const templateOf = (node: Pick<FlowNode, 'name'>, path: string): string => `{{${node.name}.${path}}}`
