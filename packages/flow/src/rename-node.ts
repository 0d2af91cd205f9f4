import type { FlowDocument, FlowNode } from './document.ts'
import { inConfig } from './field.ts'
import type { NodeDefinition } from './node-definition.ts'
import { mapTemplates, templatesOf } from './template/map-templates.ts'
import { parseTemplate } from './template/parse-template.ts'
import { renameInTemplate } from './template/rename-in-template.ts'

/** A field of a node whose template names a node. */
export interface Use {
  /** The id of the node that reads. */
  node: string
  field: string
  /** The template. */
  text: string
}

/** The document with a node called otherwise, in every template too. Nodes that do not change stay the same objects. */
export function renameNode(
  document: FlowDocument,
  nodes: readonly NodeDefinition[],
  nodeId: string,
  newName: string,
): FlowDocument {
  const oldName = document.nodes.find(({ id }) => id === nodeId)?.name
  if (oldName === undefined || oldName === newName) return document
  const readers = new Set(usesOf(document, nodes, oldName).map(({ node }) => node))
  const rename = (node: FlowNode): FlowNode => {
    const renamed = node.id === nodeId ? { ...node, name: newName } : node
    const definition = nodes.find(({ type }) => type === node.type)
    if (definition === undefined || !readers.has(node.id)) return renamed
    const config = mapTemplates(definition.config, node.config, (text) =>
      renameInTemplate(text, oldName, newName),
    )
    return { ...renamed, config: config as FlowNode['config'] }
  }
  return { ...document, nodes: document.nodes.map(rename) }
}

/** Where templates name a node, by the node's name; each field once. */
export const usesOf = (document: FlowDocument, nodes: readonly NodeDefinition[], nodeName: string): Use[] =>
  document.nodes.flatMap((node) => {
    const definition = nodes.find(({ type }) => type === node.type)
    if (definition === undefined) return []
    return templatesOf(definition.config, node.config)
      .filter(({ text }) => names(text, nodeName))
      .map(({ field, text }) => ({ node: node.id, field: inConfig(field), text }))
  })

function names(text: string, nodeName: string): boolean {
  const parsed = parseTemplate(text)
  return parsed.ok && parsed.references.some(({ node }) => node === nodeName)
}
