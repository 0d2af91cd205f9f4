import { Ajv, type Options } from 'ajv'
import standalone from 'ajv/dist/standalone/index.js'
import { type CompiledValidators, fromCompiled, type Validators } from './compiled-validators.ts'
import { envelope } from './document.ts'
import type { NodeDefinition } from './node-definition.ts'
import { FORMATS } from './schema-formats.ts'

export type { SchemaError, Validate, Validators } from './compiled-validators.ts'

/** Compiles the validators of these node types. Pages take `standaloneValidators` instead: this needs eval. */
export function createValidators(nodes: readonly NodeDefinition[]): Validators {
  const compiler = createAjv({ allErrors: true })
  const compiled: CompiledValidators = {
    envelope: createAjv({}).compile(envelope),
    configs: Object.fromEntries(nodes.map(({ type, config }) => [type, compiler.compile(config)])),
  }
  return fromCompiled(compiled)
}

/**
 * The same validators as the source of an ES module that exports `envelope` and `configs`, for `fromCompiled`. It
 * still calls `require('ajv/dist/runtime/…')`, which a bundler resolves.
 */
export function standaloneValidators(nodes: readonly NodeDefinition[]): string {
  const configs = createAjv({ allErrors: true, code: { source: true } })
  for (const { type, config } of nodes) configs.addSchema(config, type)
  const types = Object.fromEntries(nodes.map(({ type }) => [type, type]))
  const document = createAjv({ code: { source: true } }).addSchema(envelope, 'envelope')
  return [
    `export const { envelope } = ${inOwnScope(standalone.default(document, { envelope: 'envelope' }))}`,
    `export const configs = ${inOwnScope(standalone.default(configs, types))}`,
    '',
  ].join('\n')
}

/** ajv numbers its functions from one in each source, so that two sources cannot share a scope. */
const inOwnScope = (source: string): string => `((exports) => { ${source}\nreturn exports })({})`

/**
 * An envelope is read by anyone, so it stops at its first mistake and its limits guard it; configs tell all of
 * theirs at once.
 */
function createAjv(options: Options): Ajv {
  // `then: { required }` may name properties of the schema around it, which `strictRequired` does not see.
  const ajv = new Ajv({ strict: true, strictRequired: false, ...options })
  ajv.addVocabulary([
    'x-widget',
    'x-template',
    'x-titles',
    'x-placeholder',
    'x-advanced',
    'x-when',
    'x-secrets',
    'x-opt-in',
  ])
  for (const [name, { pattern }] of Object.entries(FORMATS)) ajv.addFormat(name, pattern)
  return ajv
}
