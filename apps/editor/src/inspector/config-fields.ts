import type { Widget } from '@phloem/flow'
import type * as Type from 'typebox'

/** A field's schema as the form reads it: JSON Schema with the notes of `widget.ts`. */
export interface FieldSchema extends Type.TSchemaOptions {
  type?: string
  enum?: readonly string[]
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  maxItems?: number
  properties?: Record<string, FieldSchema>
  items?: FieldSchema
}

export interface ConfigField {
  name: string
  widget: Widget
  schema: FieldSchema
  isRequired: boolean
}

/** The fields that the form shows for this config, in the order of the schema. */
export function configFields(schema: Type.TObject, config: Readonly<Record<string, unknown>>): ConfigField[] {
  const properties = propertiesOf(schema)
  const required = (schema.required ?? []) as readonly string[]
  const isShown = (name: string): boolean => {
    const field = properties[name]
    const when = field?.['x-when']
    if (!field || !when) return field !== undefined
    const value = config[when.field] ?? properties[when.field]?.default
    return isShown(when.field) && [when.is].flat().some((is) => is === value)
  }
  return Object.entries(properties).flatMap(([name, field]) => {
    const widget = field['x-widget']
    return widget && isShown(name)
      ? [{ name, widget, schema: field, isRequired: required.includes(name) }]
      : []
  })
}

export const isAdvanced = ({ schema }: ConfigField): boolean => schema['x-advanced'] === true

/** What the form calls a field; undefined for one that it does not show. */
export const fieldTitle = (schema: Type.TObject, name: string): string | undefined =>
  propertiesOf(schema)[name]?.title

/** A place in a node, as issues name it, in the form's words: `config.pairs[1].value` is row 2 of its field. */
export function fieldInWords(schema: Type.TObject, field: string): string {
  const [, name = '', inside = ''] = /^config\.(\w+)(.*)$/.exec(field) ?? []
  const title = fieldTitle(schema, name) ?? field
  const row = /^\[(\d+)\]/.exec(inside)?.[1]
  if (row !== undefined) return `${title}, ${Number(row) + 1}`
  const part = propertiesOf(schema)[name]?.properties?.[inside.slice(1)]?.title
  return part === undefined ? title : `${title}, ${part}`
}

const propertiesOf = (schema: Type.TObject) => schema.properties as unknown as Record<string, FieldSchema>
