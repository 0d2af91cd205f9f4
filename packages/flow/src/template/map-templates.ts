import type * as Type from 'typebox'
import { joinField } from '../field.ts'
import { isRecord, type JsonSchema, propertySchema } from '../json-schema.ts'
import { LIMITS } from '../limits.ts'
import type { TemplatePlace } from '../widget.ts'
import { unionMember } from './union-member.ts'

type Replace = (text: string, at: { field: string; place: TemplatePlace }) => string

export interface Template {
  /** The place inside the config: `to[0]`, `pairs[1].value`, `body.a.b[2]`. */
  field: string
  place: TemplatePlace
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
  mapTemplates(schema, config, (text, { field, place }) => {
    templates.push({ field, place, text })
    return text
  })
  return templates
}

function mapValue(schema: JsonSchema, value: unknown, field: string, replace: Replace): unknown {
  const place = schema['x-template']
  if (place !== undefined) {
    if (schema.type === undefined) return mapLeaves(value, field, place, replace, LIMITS.jsonDepth)
    return typeof value === 'string' ? replace(value, { field, place }) : value
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

function mapLeaves(
  value: unknown,
  field: string,
  place: TemplatePlace,
  replace: Replace,
  depth: number,
): unknown {
  if (typeof value === 'string') return replace(value, { field, place })
  if (depth === 0) return value
  return mapChildren(value, (child, key) =>
    mapLeaves(child, joinField(field, key), place, replace, depth - 1),
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
