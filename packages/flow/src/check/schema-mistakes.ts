import type { SchemaError } from '../compiled-validators.ts'
import { isRecord, type JsonSchema } from '../json-schema.ts'
import { schemaMessage } from './schema-message.ts'
import { withoutOtherMembers } from './union-errors.ts'

export interface SchemaMistake {
  /** Where: `['to', 0]`; the place of what is missing or of what should not be there. */
  keys: (string | number)[]
  code: 'missing' | 'unknown_setting' | 'invalid'
  message: string
}

/** What a schema has to say against a value, in words; one mistake for each place. */
export function schemaMistakes(errors: SchemaError[], root: unknown, schema: JsonSchema): SchemaMistake[] {
  const mistakes = new Map<string, SchemaMistake>()
  for (const error of withoutOtherMembers(errors.filter(saysSomething))) {
    const { keys, value } = resolve(root, error.instancePath)
    const key = error.params.missingProperty ?? error.params.additionalProperty
    const place = key === undefined ? keys : [...keys, String(key)]
    const id = JSON.stringify(place)
    if (mistakes.has(id)) continue
    mistakes.set(id, {
      keys: place,
      code: codes[error.keyword] ?? (value === '' ? 'missing' : 'invalid'),
      message: schemaMessage(error, value, schemaOfKeyword(schema, error.schemaPath)),
    })
  }
  return [...mistakes.values()]
}

const codes: Record<string, SchemaMistake['code']> = {
  required: 'missing',
  additionalProperties: 'unknown_setting',
}

/** `if` only says that its branch failed, which has its own errors; errors about keys are told by `propertyNames`. */
const saysSomething = ({ keyword, propertyName }: SchemaError): boolean =>
  keyword !== 'if' && propertyName === undefined

function resolve(root: unknown, pointer: string): { keys: (string | number)[]; value: unknown } {
  const keys: (string | number)[] = []
  let value = root
  for (const segment of segmentsOf(pointer)) {
    keys.push(Array.isArray(value) ? Number(segment) : segment)
    value = memberOf(value, segment)
  }
  return { keys, value }
}

/** The schema in which the keyword stands that `#/properties/to/minItems` points to. */
function schemaOfKeyword(root: JsonSchema, schemaPath: string): JsonSchema | undefined {
  let schema: unknown = root
  for (const segment of segmentsOf(schemaPath.replace(/^#/, '')).slice(0, -1)) {
    schema = memberOf(schema, decodeURIComponent(segment))
  }
  return isRecord(schema) ? (schema as JsonSchema) : undefined
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined

/** RFC 6901, JSON Pointer. */
const segmentsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
