import type { FlowDocument, FlowNode, NodeDefinition } from '@phloem/flow'
import type { NodeShape } from './node-geometry.ts'

/**
 * The shape of a node. One of an unknown type, from a newer Phloem perhaps, shows the exits that its edges use, so
 * that no wire is lost from sight.
 */
export function shapeOf(
  node: FlowNode,
  definition: NodeDefinition | undefined,
  edges: FlowDocument['edges'],
): NodeShape {
  if (definition) return definition
  const exits = new Set(edges.filter(({ from }) => from === node.id).map(({ exit }) => exit))
  return { exits: [...exits].map((id) => ({ id, title: id })), isTrigger: false }
}
