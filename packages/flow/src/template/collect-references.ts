import { didYouMean } from '../did-you-mean.ts'
import { TemplateError } from './template-error.ts'
import { TEMPLATE_BLOCKS, TEMPLATE_FUNCTIONS, TEMPLATE_LIMITS } from './template-functions.ts'

/** A node's variable as a template names it: `Call_Forward_1.DialStatus`. */
export interface Reference {
  node: string
  /** What follows the node's name, with dots; empty for the node as a whole. */
  path: string
  /** Where it begins in the text: with the node's name. */
  start: number
  end: number
}

export interface Found {
  references: Reference[]
  /**
   * Paths inside of `{{#each}}` and `{{#with}}`: Handlebars looks them up in the item, so they are no references,
   * even where they are spelt like one.
   */
  itemReferences: Reference[]
  /** How many values, calls and blocks there are. */
  mustaches: number
}

interface Scope {
  text: string
  found: Found
  depth: number
  eachDepth: number
  isInItem: boolean
}

/** Walks a syntax tree by an allow-list: what it does not know is a TemplateError. */
export function collectReferences(program: hbs.AST.Program, text: string): Found {
  const found: Found = { references: [], itemReferences: [], mustaches: 0 }
  visitProgram(program, {
    text,
    found,
    depth: 0,
    eachDepth: 0,
    isInItem: false,
  })
  return found
}

function visitProgram(program: hbs.AST.Program, scope: Scope): void {
  for (const statement of program.body) visitStatement(statement, scope)
}

function visitStatement(statement: hbs.AST.Statement, scope: Scope): void {
  const { type } = statement
  if (type === 'ContentStatement' || type === 'CommentStatement') return
  countMustache(statement, scope)
  if (type === 'MustacheStatement') visitMustache(statement as hbs.AST.MustacheStatement, scope)
  else if (type === 'BlockStatement') visitBlock(statement as hbs.AST.BlockStatement, scope)
  else refuse(type.startsWith('Partial') ? '{{> …}} is not available' : '{{* …}} is not available', statement)
}

function visitMustache(mustache: hbs.AST.MustacheStatement, scope: Scope): void {
  const { path, params, hash } = mustache
  const isCall = params.length > 0 || hash !== undefined || (isPath(path) && isFunction(path.original))
  if (isCall) visitCall(mustache, scope)
  else visitExpression(path, scope)
}

function visitBlock(block: hbs.AST.BlockStatement, scope: Scope): void {
  const name = block.path.original
  if (scope.text.startsWith('{{{{', start(block))) refuse('{{{{ … }}}} is not available', block)
  if (!TEMPLATE_BLOCKS.some((known) => known === name)) {
    refuse(`There is no block {{#${name}}}; the blocks are ${TEMPLATE_BLOCKS.join(', ')}`, block)
  }
  if (!block.program) refuse(`{{^${name}}} is not available; {{#unless}} is`, block)
  const [value] = block.params
  if (value === undefined || block.params.length > 1 || block.hash) {
    refuse(`{{#${name}}} takes one value`, block)
  }
  visitExpression(value, scope)
  const inner = deeper(block, scope)
  const isInItem = name === 'each' || name === 'with'
  if (!isInItem && block.program.blockParams) refuse(`{{#${name}}} has no item to name`, block)
  const eachDepth = scope.eachDepth + (name === 'each' ? 1 : 0)
  if (eachDepth > TEMPLATE_LIMITS.eachDepth) {
    refuse(`{{#each}} nests at most ${TEMPLATE_LIMITS.eachDepth} levels deep`, block)
  }
  visitProgram(block.program, { ...inner, eachDepth, isInItem: scope.isInItem || isInItem })
  // {{else}} has no item: Handlebars gives it what surrounds the block.
  if (block.inverse) visitProgram(block.inverse, inner)
}

function visitExpression(expression: hbs.AST.Expression, scope: Scope): void {
  if (isPath(expression)) visitPath(expression, scope)
  else if (expression.type === 'SubExpression') {
    countMustache(expression, scope)
    visitCall(expression as hbs.AST.SubExpression, deeper(expression, scope))
  }
}

function visitCall(call: hbs.AST.MustacheStatement | hbs.AST.SubExpression, scope: Scope): void {
  const name = String((call.path as hbs.AST.PathExpression).original)
  if (!isPath(call.path) || !isFunction(name)) {
    const known = Object.keys(TEMPLATE_FUNCTIONS)
    refuse(
      `There is no function "${name}"${didYouMean(name, known)}; the functions are ${known.join(', ')}`,
      call,
    )
  }
  if (call.hash) refuse(`${name} takes no named values`, call.hash)
  const arity = TEMPLATE_FUNCTIONS[name]
  if (call.params.length !== arity) {
    refuse(`${name} takes ${arity === 1 ? 'one value' : `${arity} values`}, like ${examples[name]}`, call)
  }
  for (const param of call.params) visitExpression(param, scope)
}

const examples: Record<keyof typeof TEMPLATE_FUNCTIONS, string> = {
  default: '{{default Start.call.caller_name "unknown"}}',
  upper: '{{upper Start.call.direction}}',
  lower: '{{lower Start.call.direction}}',
  json: '{{json Start.call}}',
}

function visitPath(path: hbs.AST.PathExpression, scope: Scope): void {
  if (path.data) refuse(`${path.original} is not available`, path)
  if (path.depth > 0) refuse('"../" is not available', path)
  if (path.parts.length > TEMPLATE_LIMITS.pathSegments) {
    refuse(`A path has at most ${TEMPLATE_LIMITS.pathSegments} parts`, path)
  }
  const [node, ...rest] = path.parts
  const isPlain = node !== undefined && scope.text.startsWith(node, start(path))
  if (scope.isInItem) {
    if (isPlain) scope.found.itemReferences.push(reference(node, rest, path))
    return
  }
  if (!isPlain) {
    const isBracketed = scope.text.startsWith('[', start(path))
    refuse(
      isBracketed
        ? `"${node}" must stand without brackets`
        : '"this" is the item inside of {{#each}} and {{#with}}; there is none here',
      path,
    )
  }
  scope.found.references.push(reference(node, rest, path))
}

const reference = (node: string, rest: string[], path: hbs.AST.PathExpression): Reference => ({
  node,
  path: rest.map((part) => (/[./[\]]/.test(part) ? `[${part}]` : part)).join('.'),
  start: start(path),
  end: path.loc.end.column,
})

function countMustache(node: hbs.AST.Node, { found }: Scope): void {
  found.mustaches += 1
  if (found.mustaches > TEMPLATE_LIMITS.mustaches) {
    refuse(`A template has at most ${TEMPLATE_LIMITS.mustaches} places with "{{" or "("`, node)
  }
}

function deeper(node: hbs.AST.Node, scope: Scope): Scope {
  if (scope.depth === TEMPLATE_LIMITS.depth)
    refuse(`Templates nest at most ${TEMPLATE_LIMITS.depth} levels deep`, node)
  return { ...scope, depth: scope.depth + 1 }
}

function refuse(message: string, node: hbs.AST.Node): never {
  throw new TemplateError(message, start(node))
}

/** The text was parsed in one line, so a column is a position. */
const start = (node: hbs.AST.Node): number => node.loc.start.column

const isPath = (expression: hbs.AST.Expression): expression is hbs.AST.PathExpression =>
  expression.type === 'PathExpression'

const isFunction = (name: string): name is keyof typeof TEMPLATE_FUNCTIONS =>
  Object.hasOwn(TEMPLATE_FUNCTIONS, name)
