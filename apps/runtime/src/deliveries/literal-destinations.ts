import { type FlowDocument, hasTemplate, type NodeDefinition, templatesOf } from '@phloem/flow'
import { destinationOf } from '../store/destination-of.ts'

/** The web servers that a flow names, as far as they are known before any call: their owners need the secret by then. */
export function literalDestinations(
  { nodes }: FlowDocument,
  definitions: ReadonlyMap<string, NodeDefinition>,
): string[] {
  const urls = nodes.flatMap(({ type, config }) => {
    const definition = definitions.get(type)
    return definition === undefined
      ? []
      : templatesOf(definition.config, config).filter(({ place }) => place === 'url')
  })
  const origins = urls.map(({ text }) => literalOrigin(text)).filter((origin) => origin !== '')
  return [...new Set(origins)]
}

/** Scheme, host and port; empty where a template stands before the path, or for what is no web address. */
export function literalOrigin(text: string): string {
  const beforePath = /^https?:\/\/[^/?#]*/i.exec(text)?.[0] ?? ''
  return hasTemplate(beforePath) ? '' : destinationOf(beforePath)
}
