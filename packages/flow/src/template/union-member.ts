import { isRecord, type JsonSchema } from '../json-schema.ts'

/** The member of a union that a value was meant for: by its `type`, or else the first that has its shape. */
export function unionMember(members: readonly JsonSchema[], value: unknown): JsonSchema | undefined {
  return (
    members.find((member) => isRecord(value) && isNamed(member, value.type)) ??
    members.find((member) => hasShape(member, value))
  )
}

const isNamed = ({ properties }: JsonSchema, type: unknown): boolean =>
  properties?.type?.const !== undefined && properties.type.const === type

function hasShape(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value
  if (schema.enum !== undefined) return schema.enum.includes(value)
  const members = schema.anyOf ?? schema.oneOf
  if (members !== undefined) return members.some((member) => hasShape(member, value))
  if (schema.type !== undefined && !hasType(schema.type, value)) return false
  if (!isRecord(value)) return true
  const { properties = {} } = schema
  return (
    (schema.required ?? []).every((key) => Object.hasOwn(value, key)) &&
    (schema.additionalProperties !== false ||
      Object.keys(value).every((key) => Object.hasOwn(properties, key)))
  )
}

function hasType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isRecord(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  return typeof value === type
}
