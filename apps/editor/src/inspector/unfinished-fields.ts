import type { FlowNode } from '@phloem/flow'
import { definitions } from '../canvas/definitions.ts'
import { configFields } from './config-fields.ts'
import { type FieldState, fieldKey } from './field-store.ts'

/** The fields of a node, as issues name them, whose text is no value yet; of those that its form shows. */
export function unfinishedFields({ unfinished }: FieldState, { id, type, config }: FlowNode): string[] {
  const definition = definitions.get(type)
  const shown = definition ? configFields(definition.config, config) : []
  return ['name', ...shown.map(({ name }) => `config.${name}`)].filter(
    (field) => fieldKey(id, field) in unfinished,
  )
}
