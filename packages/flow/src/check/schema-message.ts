import type { SchemaError } from '../compiled-validators.ts'
import { didYouMean } from '../did-you-mean.ts'
import { IDENTIFIER, SLUG } from '../formats.ts'
import { isRecord, type JsonSchema } from '../json-schema.ts'
import { inWords, quote } from '../quote.ts'
import { FORMATS } from '../schema-formats.ts'

/** Puts a schema error into words. `value` is what it is about, `schema` the schema that holds the keyword. */
export function schemaMessage(error: SchemaError, value: unknown, schema: JsonSchema | undefined): string {
  const { keyword, params } = error
  const limit = Number(params.limit)
  switch (keyword) {
    case 'required':
      return 'is missing'
    case 'additionalProperties':
      return `is not a known setting${didYouMean(String(params.additionalProperty), absentKeys(schema, value))}`
    case 'propertyNames':
      return `has a key that cannot be one: ${quote(params.propertyName)}`
    case 'type':
      return `must be ${typeNames[String(params.type)] ?? String(params.type)}`
    case 'enum':
      return oneOf(params.allowedValues as unknown[], value)
    case 'const':
      return `must be ${plain(params.allowedValue)}`
    case 'minLength':
      return value === '' ? 'is missing' : `is too short: at least ${count(limit, 'character')}`
    case 'maxLength':
      return `is too long: at most ${count(limit, 'character')}`
    case 'minItems':
    case 'minProperties':
      return isEmpty(value) ? 'is missing' : `needs at least ${count(limit, 'entry', 'entries')}`
    case 'maxItems':
    case 'maxProperties':
      return `takes at most ${count(limit, 'entry', 'entries')}`
    case 'minimum':
      return `must be at least ${limit}`
    case 'maximum':
      return `must be at most ${limit}`
    case 'exclusiveMinimum':
      return `must be more than ${limit}`
    case 'exclusiveMaximum':
      return `must be less than ${limit}`
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`
    case 'pattern':
      return `${quote(value)} ${patternComplaints[String(params.pattern)] ?? `does not have the form ${params.pattern}`}`
    case 'format':
      return FORMATS[String(params.format)]?.complaint(String(value)) ?? `is not a valid ${params.format}`
    case 'union':
      return 'has none of the forms that it may have'
    default:
      return error.message ?? 'does not fit'
  }
}

const typeNames: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

const patternComplaints: Record<string, string> = {
  [IDENTIFIER]: 'is not a name: letters, digits and _ only, not beginning with a digit',
  [SLUG]: 'is not an id: letters, digits, - and _ only, beginning with a letter or a digit',
}

function oneOf(allowed: unknown[], value: unknown): string {
  const meant = didYouMean(String(value), allowed.map(String))
  return `must be one of ${inWords(allowed.map(plain), 'or')}${meant}`
}

const plain = (value: unknown): string => (typeof value === 'string' ? quote(value) : String(value))

const count = (limit: number, noun: string, nouns = `${noun}s`): string =>
  `${limit} ${limit === 1 ? noun : nouns}`

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0

const absentKeys = (schema: JsonSchema | undefined, value: unknown): string[] =>
  Object.keys(schema?.properties ?? {}).filter((key) => !isRecord(value) || !Object.hasOwn(value, key))
