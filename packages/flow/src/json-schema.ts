import type { TemplatePlace } from './widget.ts'

/** The parts of JSON Schema (draft-07) that configs are written in and that this package walks. */
export interface JsonSchema {
  type?: string
  const?: unknown
  enum?: readonly unknown[]
  required?: readonly string[]
  properties?: Record<string, JsonSchema>
  patternProperties?: Record<string, JsonSchema>
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema | readonly JsonSchema[]
  anyOf?: readonly JsonSchema[]
  oneOf?: readonly JsonSchema[]
  'x-template'?: TemplatePlace
  'x-secrets'?: boolean
  'x-opt-in'?: string
  title?: string
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The schema of one property, or undefined where the schema says nothing of it. */
export function propertySchema(schema: JsonSchema, key: string): JsonSchema | undefined {
  if (schema.properties && Object.hasOwn(schema.properties, key)) return schema.properties[key]
  for (const [pattern, member] of Object.entries(schema.patternProperties ?? {})) {
    if (new RegExp(pattern, 'u').test(key)) return member
  }
  return isRecord(schema.additionalProperties) ? schema.additionalProperties : undefined
}
