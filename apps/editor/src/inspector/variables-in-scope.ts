import type { FlowDocument, FlowEdge, FlowNode, NodeDefinition, Variable } from '@phloem/flow'
import type { Definitions } from '../canvas/flow-mapping.ts'
import { alwaysBefore, immediateDominators } from './dominators.ts'
import { type Upstream, upstreamOf } from './upstream.ts'

/** `always`: set on every path to the node; `sometimes`: on one of them; `elsewhere`: no path leads to the node. */
export type Reach = 'always' | 'sometimes' | 'elsewhere'

export const reachWords: Record<Reach, string> = {
  always: 'always set',
  sometimes: 'only if this path ran',
  elsewhere: 'does not lead here',
}

export interface ScopedVariable extends Variable {
  reach: Reach
}

export interface VariableGroup {
  node: FlowNode
  definition: NodeDefinition
  reach: Reach
  variables: readonly ScopedVariable[]
}

/** The variables that a template of the node may name, by the node that sets them, the nearest upstream first. */
export function variablesInScope(
  document: FlowDocument,
  definitions: Definitions,
  nodeId: string,
): VariableGroup[] {
  const upstream = upstreamOf(document, nodeId)
  const distance = new Map(upstream.map((found, index) => [found.nodeId, index]))
  const always = new Set(alwaysBefore(dominatorsOf(document, definitions), nodeId))
  return document.nodes
    .filter(({ id }) => id !== nodeId)
    .sort((a, b) => (distance.get(a.id) ?? Infinity) - (distance.get(b.id) ?? Infinity) || 0)
    .flatMap((node) => {
      const definition = definitions.get(node.type)
      if (!definition) return []
      const found = upstream[distance.get(node.id) ?? -1]
      const reach = !found ? 'elsewhere' : always.has(node.id) ? 'always' : 'sometimes'
      const variables = definition.variables
        .filter(isSetOnTheWay(found))
        .map((variable) => ({ ...variable, reach: reachOf(variable, reach, found) }))
      return variables.length === 0 ? [] : [{ node, definition, reach, variables } as const]
    })
}

/** No call comes by an exit that is not available yet. */
function dominatorsOf({ nodes, edges }: FlowDocument, definitions: Definitions) {
  const types = new Map(nodes.map(({ id, type }) => [id, definitions.get(type)]))
  const isTaken = ({ from, exit }: FlowEdge) =>
    types.get(from)?.exits.find(({ id }) => id === exit)?.unavailable === undefined
  const entries = nodes.filter(({ id }) => types.get(id)?.isTrigger).map(({ id }) => id)
  return immediateDominators(edges.filter(isTaken), entries)
}

/** A variable of an incoming message is never set where only calls lead. */
const isSetOnTheWay =
  (found: Upstream | undefined) =>
  ({ exits }: Variable): boolean =>
    !found || !exits || exits.some((exit) => found.exits.includes(exit))

/** Of a node that always ran, what it sets on some exits only is not always set where its others lead here too. */
function reachOf({ exits }: Variable, reach: Reach, found: Upstream | undefined): Reach {
  const isAlwaysSet = !exits || found?.exits.every((exit) => exits.includes(exit))
  return reach === 'always' && !isAlwaysSet ? 'sometimes' : reach
}

/** What a variable is, in one line that may be cut off: whether it is always set, its type, an example, its title. */
export const variableFacts = ({ title, type, reach }: ScopedVariable, example: string): string =>
  [reachWords[reach], type, ...(example === '' ? [] : [`e.g. ${example}`]), title].join(' · ')

export const templateOf = (node: Pick<FlowNode, 'name'>, path: string): string => `{{${node.name}.${path}}}`
