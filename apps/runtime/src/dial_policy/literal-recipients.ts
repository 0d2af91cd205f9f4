import { type FlowNode, hasTemplate, isSipUri, type NodeDefinition, templatesOf, toE164 } from '@phloem/flow'

/** Whom a node names as they are: those of its settings that a template could fill, where none does. */
export function literalRecipients(
  { config }: FlowNode,
  definition: NodeDefinition | undefined,
): ReadonlySet<string> {
  const texts = definition === undefined ? [] : templatesOf(definition.config, config)
  const entries = texts
    .filter(({ optIn, text }) => optIn !== null && !hasTemplate(text))
    .flatMap(({ text }) => text.split(',').map((entry) => entry.trim()))
  return new Set(entries.flatMap((entry) => (isSipUri(entry) ? entry : (toE164(entry) ?? []))))
}
