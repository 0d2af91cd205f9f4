/// <reference path="./handlebars-parser.d.ts" />
import { parse } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import type { Json } from '../json.ts'
import type { TemplatePlace } from '../widget.ts'
import { encoders } from './encoders.ts'
import { Meter, TemplateTooLarge } from './meter.ts'
import { parseTemplate } from './parse-template.ts'

type Value = Json | undefined

interface Scope {
  /** What `this` is, and where paths begin: the variables, or an item. */
  item: Value
  /** What `as |item index|` names. */
  named: ReadonlyMap<string, Value>
  encode: (text: string) => string
  meter: Meter
}

/**
 * What a template becomes with these variables, by walking its syntax tree: for pages, whose policy may forbid to
 * compile it. The same as the engine writes during a call; null for a text that is no template, or becomes too large.
 */
export function renderTemplate(
  text: string,
  place: TemplatePlace,
  variables: Record<string, Json>,
): string | null {
  if (!parseTemplate(text).ok) return null
  const meter = new Meter()
  try {
    const rendered = renderProgram(parse(text), {
      item: variables,
      named: new Map(),
      encode: encoders[place],
      meter,
    })
    meter.whole(rendered.length)
    return rendered
  } catch (error) {
    if (error instanceof TemplateTooLarge) return null
    throw error
  }
}

const renderProgram = ({ body }: hbs.AST.Program, scope: Scope): string =>
  body.map((statement) => renderStatement(statement, scope)).join('')

function renderStatement(statement: hbs.AST.Statement, scope: Scope): string {
  switch (statement.type) {
    case 'ContentStatement':
      return (statement as hbs.AST.ContentStatement).value
    case 'MustacheStatement': {
      const mustache = statement as hbs.AST.MustacheStatement
      const value = mustache.params.length > 0 ? call(mustache, scope) : evaluate(mustache.path, scope)
      scope.meter.step()
      return scope.meter.write(scope.encode(textOf(value)))
    }
    case 'BlockStatement':
      return renderBlock(statement as hbs.AST.BlockStatement, scope)
    default:
      return ''
  }
}

function renderBlock({ path, params, program, inverse }: hbs.AST.BlockStatement, scope: Scope): string {
  scope.meter.step()
  const value = evaluate(params[0], scope)
  const otherwise = () => (inverse ? renderProgram(inverse, scope) : '')
  const within = (item: Value, key: Value) =>
    renderProgram(program, { ...scope, item, named: naming(program, scope, [item, key]) })
  const isTrue = !isEmpty(value) && value !== 0
  switch (path.original) {
    case 'if':
      return isTrue ? renderProgram(program, scope) : otherwise()
    case 'unless':
      return isTrue ? otherwise() : renderProgram(program, scope)
    case 'with':
      return isEmpty(value) ? otherwise() : within(value, undefined)
    default: {
      const items = Object.entries(typeof value === 'object' ? (value ?? {}) : {})
      const isList = Array.isArray(value)
      scope.meter.items(items.length)
      return items.length === 0
        ? otherwise()
        : items.reduce((written, [key, item]) => {
            scope.meter.step()
            const more = written + within(item, isList ? Number(key) : key)
            scope.meter.whole(more.length)
            return more
          }, '')
    }
  }
}

const naming = ({ blockParams }: hbs.AST.Program, { named }: Scope, values: Value[]) =>
  new Map([...named, ...(blockParams ?? []).map((name, index) => [name, values[index]] as const)])

function evaluate(expression: hbs.AST.Expression | undefined, scope: Scope): Value {
  if (expression?.type === 'PathExpression') return lookUp(expression as hbs.AST.PathExpression, scope)
  if (expression?.type === 'SubExpression') return call(expression as hbs.AST.SubExpression, scope)
  return (expression as hbs.AST.StringLiteral | undefined)?.value
}

function lookUp({ original, parts }: hbs.AST.PathExpression, { item, named }: Scope): Value {
  const [first, ...rest] = parts
  const isScoped = /^\.|this\b/.test(original)
  return first !== undefined && !isScoped && named.has(first)
    ? rest.reduce(member, named.get(first))
    : parts.reduce(member, item)
}

/** Only what the value has itself: a template reaches no prototype. */
const member = (value: Value, key: string): Value =>
  value !== null && value !== undefined && Object.hasOwn(Object(value), key)
    ? (value as Record<string, Json>)[key]
    : undefined

function call({ path, params }: hbs.AST.MustacheStatement | hbs.AST.SubExpression, scope: Scope): Value {
  const { meter } = scope
  const [value, fallback] = params.map((param) => evaluate(param, scope))
  meter.step()
  switch ((path as hbs.AST.PathExpression).original) {
    case 'upper':
      return meter.read(textOf(value)).toUpperCase()
    case 'lower':
      return meter.read(textOf(value)).toLowerCase()
    case 'json':
      return meter.read(JSON.stringify(value ?? null))
    default:
      return value === undefined || value === null || value === '' ? fallback : value
  }
}

const isEmpty = (value: Value): boolean =>
  (!value && value !== 0) || (Array.isArray(value) && value.length === 0)

function textOf(value: Value): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
