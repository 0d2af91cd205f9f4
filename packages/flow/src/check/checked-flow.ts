import type { FlowDocument, FlowEdge, FlowNode } from '../document.ts'
import { inConfig } from '../field.ts'
import type { Issue } from '../issue.ts'
import type { NodeDefinition } from '../node-definition.ts'
import { type Template, templatesOf } from '../template/map-templates.ts'
import { type ParsedTemplate, parseTemplate } from '../template/parse-template.ts'

/** Its `field` is the place inside the node: `config.to[0]`. */
export interface CheckedTemplate extends Template {
  parsed: ParsedTemplate
}

export interface CheckedNode {
  node: FlowNode
  /** Its place in the document. */
  index: number
  /** Undefined for an unknown type. */
  definition: NodeDefinition | undefined
  templates: CheckedTemplate[]
}

/** A document that fits the envelope, indexed for the rules. */
export interface CheckedFlow {
  document: FlowDocument
  definitions: ReadonlyMap<string, NodeDefinition>
  nodes: CheckedNode[]
  /** The first node of each id. */
  byId: ReadonlyMap<string, CheckedNode>
  /** Names may be taken twice, which is a mistake of its own. */
  byName: ReadonlyMap<string, CheckedNode[]>
  /** By node id; only edges that join two nodes. */
  leaving: ReadonlyMap<string, FlowEdge[]>
  triggers: CheckedNode[]
  /** Those that are set; null where that is not known. */
  secretNames: readonly string[] | null
}

export type Rule = (flow: CheckedFlow) => Issue[]

export function indexFlow(
  document: FlowDocument,
  definitions: readonly NodeDefinition[],
  secretNames: readonly string[] | null = null,
): CheckedFlow {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]))
  const nodes = document.nodes.map((node, index) => checkedNode(node, index, byType.get(node.type)))
  const byId = new Map(nodes.toReversed().map((checked) => [checked.node.id, checked]))
  const edges = document.edges.filter(({ from, to }) => byId.has(from) && byId.has(to))
  return {
    document,
    definitions: byType,
    nodes,
    byId,
    byName: Map.groupBy(nodes, ({ node }) => node.name),
    leaving: Map.groupBy(edges, ({ from }) => from),
    triggers: nodes.filter(({ definition }) => definition?.isTrigger),
    secretNames,
  }
}

function checkedNode(node: FlowNode, index: number, definition: NodeDefinition | undefined): CheckedNode {
  const templates = definition === undefined ? [] : templatesOf(definition.config, node.config)
  return {
    node,
    index,
    definition,
    templates: templates.map((template) => ({
      ...template,
      field: inConfig(template.field),
      parsed: parseTemplate(template.text),
    })),
  }
}
