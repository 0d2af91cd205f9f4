import { envelope, FORMAT_VERSION } from './document.ts'
import type { NodeDefinition } from './node-definition.ts'

/**
 * The JSON Schema (draft-07) of a whole flow document made of these node types. Each type's config stands behind
 * an `if` on the type, so that a mistake is told of the type that was meant and text editors complete by it.
 */
export function documentSchema(nodes: readonly NodeDefinition[]): object {
  const { nodes: list } = envelope.properties
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:phloem:flow:${FORMAT_VERSION}`,
    ...envelope,
    properties: { ...envelope.properties, nodes: { ...list, items: nodeSchema(list.items, nodes) } },
  }
}

const nodeSchema = (
  node: (typeof envelope)['properties']['nodes']['items'],
  nodes: readonly NodeDefinition[],
): object => ({
  ...node,
  properties: {
    ...node.properties,
    type: { ...node.properties.type, enum: nodes.map(({ type }) => type) },
  },
  allOf: nodes.map(({ type, title, description, config }) => ({
    if: { properties: { type: { const: type } }, required: ['type'] },
    then: { title, description, properties: { config } },
  })),
})
