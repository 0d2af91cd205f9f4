import {
  type FlowDocument,
  type FlowNode,
  mapTemplates,
  type NodeDefinition,
  nameSecrets,
  passingExit,
  type Rendered,
  TemplateTooLarge,
  templatesOf,
} from '@phloem/flow'
import { compileTemplate, type Template } from './compile-template.ts'

export interface PreparedNode {
  id: string
  name: string
  definition: NodeDefinition | undefined
  config: FlowNode['config']
  /** By field, e.g. `pairs[0].value`. */
  templates: Map<string, { text: string; template: Template }>
  /** Exit → node id. */
  edges: Map<string, string>
  /** The exit by which calls pass over it; null unless it is disabled. */
  passesBy: string | null
}

/** A document made ready to be stepped: templates compiled, edges indexed. */
export interface PreparedFlow {
  nodes: Map<string, PreparedNode>
  trigger: PreparedNode | undefined
}

export function prepareFlow(
  document: FlowDocument,
  definitions: ReadonlyMap<string, NodeDefinition>,
): PreparedFlow {
  const nodes = new Map(
    document.nodes.map((node) => [node.id, prepareNode(node, definitions.get(node.type))]),
  )
  for (const { from, exit, to } of document.edges) nodes.get(from)?.edges.set(exit, to)
  return { nodes, trigger: [...nodes.values()].find((node) => node.definition?.isTrigger) }
}

function prepareNode(node: FlowNode, definition: NodeDefinition | undefined): PreparedNode {
  const templates = definition === undefined ? [] : templatesOf(definition.config, node.config)
  return {
    id: node.id,
    name: node.name,
    definition,
    config: node.config,
    templates: new Map(
      templates.map(({ field, place, takesSecrets, text }) => [
        field,
        { text, template: compileTemplate(text, place, { takesSecrets }) },
      ]),
    ),
    edges: new Map(),
    passesBy: (node.disabled && passingExit(node, definition)) || null,
  }
}

/**
 * The node's config with its templates rendered, and what each of them became. One that would become too large is
 * left empty and named: a report that lacks a field still tells how the call went, and one that is cut would lie.
 */
export function renderConfig(node: PreparedNode, variables: Parameters<Template>[0]) {
  const rendered: Rendered[] = []
  const notices: string[] = []
  if (node.definition === undefined) return { config: node.config, rendered, notices }
  const config = mapTemplates(node.definition.config, node.config, (text, { field }) => {
    const value = render(node, field, text, variables, notices)
    if (value !== text) rendered.push({ field, template: text, value: nameSecrets(value) })
    return value
  })
  return { config, rendered, notices }
}

function render(
  node: PreparedNode,
  field: string,
  text: string,
  variables: Parameters<Template>[0],
  notices: string[],
): string {
  try {
    return node.templates.get(field)?.template(variables) ?? text
  } catch (error) {
    if (!(error instanceof TemplateTooLarge)) throw error
    notices.push(`The template in ${field} was left empty: ${error.message}.`)
    return ''
  }
}
