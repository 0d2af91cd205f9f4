import type { SchemaError } from '../compiled-validators.ts'
import { envelope } from '../document.ts'
import { joinField } from '../field.ts'
import type { Issue } from '../issue.ts'
import { isRecord, type JsonSchema } from '../json-schema.ts'
import { type SchemaMistake, schemaMistakes } from './schema-mistakes.ts'

/** What keeps a document from being one at all. */
export const envelopeIssues = (errors: SchemaError[], document: unknown): Issue[] =>
  schemaMistakes(errors, document, envelope as JsonSchema).map((mistake) => envelopeIssue(mistake, document))

function envelopeIssue({ keys, code, message }: SchemaMistake, document: unknown): Issue {
  const path = keys.length === 0 ? null : keys.reduce<string>(joinField, '')
  const node = nodeAt(keys, document)
  const field = node === null ? path : keys.length === 2 ? null : keys.slice(2).reduce<string>(joinField, '')
  return { code, severity: 'error', node, field, path, message }
}

function nodeAt([list, index]: (string | number)[], document: unknown): string | null {
  if (list !== 'nodes' || typeof index !== 'number') return null
  const nodes = isRecord(document) ? document.nodes : undefined
  const node: unknown = Array.isArray(nodes) ? nodes[index] : undefined
  return isRecord(node) && typeof node.id === 'string' ? node.id : null
}
