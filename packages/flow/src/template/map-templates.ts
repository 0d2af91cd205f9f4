import type * as Type from 'typebox'
import { joinField } from '../field.ts'
import { isRecord, type JsonSchema, propertySchema } from '../json-schema.ts'
import { LIMITS } from '../limits.ts'
import type { TemplatePlace } from '../widget.ts'
import { unionMember } from './union-member.ts'

/** Where a template stands, and what its schema says of it. */
export interface TemplateField {
  /** The place inside the config: `to[0]`, `pairs[1].value`, `body.a.b[2]`. */
  field: string
  place: TemplatePlace
  /** `{{secret.NAME}}` may stand in it. */
  takesSecrets: boolean
  /** The switch without which a template here counts for nothing. */
  optIn: string | null
}

type Replace = (text: string, at: TemplateField) => string

export interface Template extends TemplateField {
  text: string
}

/**
 * The config with every template replaced: the strings whose schema has `x-template`, and, where a field takes
 * any JSON, its string leaves down to `LIMITS.jsonDepth`. What does not fit the schema stays as it is.
 */
export const mapTemplates = (schema: Type.TSchema, config: unknown, replace: Replace): unknown =>
  mapValue(schema as JsonSchema, config, '', replace)

/** Every template of a config, in the config's order; texts without `{{` are among them. */
export function templatesOf(schema: Type.TSchema, config: unknown): Template[] {
  const templates: Template[] = []
  mapTemplates(schema, config, (text, at) => {
    templates.push({ ...at, text })
    return text
  })
  return templates
}

function mapValue(schema: JsonSchema, value: unknown, field: string, replace: Replace): unknown {
  const place = schema['x-template']
  if (place !== undefined) {
    const at = {
      field,
      place,
      takesSecrets: schema['x-secrets'] ?? false,
      optIn: schema['x-opt-in'] ?? null,
    }
    if (schema.type === undefined) return mapLeaves(value, at, replace, LIMITS.jsonDepth)
    return typeof value === 'string' ? replace(value, at) : value
  }
  const members = schema.anyOf ?? schema.oneOf
  if (members !== undefined) {
    const member = unionMember(members, value)
    return member === undefined ? value : mapValue(member, value, field, replace)
  }
  return mapChildren(value, (child, key) => {
    const childSchema = typeof key === 'number' ? itemSchema(schema, key) : propertySchema(schema, key)
    return childSchema === undefined ? child : mapValue(childSchema, child, joinField(field, key), replace)
  })
}

function mapLeaves(value: unknown, at: TemplateField, replace: Replace, depth: number): unknown {
  if (typeof value === 'string') return replace(value, at)
  if (depth === 0) return value
  return mapChildren(value, (child, key) =>
    mapLeaves(child, { ...at, field: joinField(at.field, key) }, replace, depth - 1),
  )
}

function mapChildren(value: unknown, map: (child: unknown, key: string | number) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, map(child, key)]))
}

function itemSchema({ items }: JsonSchema, index: number): JsonSchema | undefined {
  return Array.isArray(items) ? (items as readonly JsonSchema[])[index] : (items as JsonSchema | undefined)
}
