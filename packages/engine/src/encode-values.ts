/** The helper that writes a value. No template can spell it: identifiers hold no spaces. */
export const PUT = 'put value'

/** Rewrites a template so that each value that it writes, and no literal text, goes through the `PUT` helper. */
export function encodeValues(program: hbs.AST.Program): hbs.AST.Program {
  return { ...program, body: program.body.map(encodeStatement) }
}

function encodeStatement(statement: hbs.AST.Statement): hbs.AST.Statement {
  if (statement.type === 'MustacheStatement') return encodeMustache(statement as hbs.AST.MustacheStatement)
  if (statement.type !== 'BlockStatement') return statement
  const block = statement as hbs.AST.BlockStatement
  const encoded = { ...block, program: encodeValues(block.program) }
  if (block.inverse) encoded.inverse = encodeValues(block.inverse)
  return encoded
}

function encodeMustache(mustache: hbs.AST.MustacheStatement): hbs.AST.MustacheStatement {
  const value = mustache.params.length === 0 ? mustache.path : subExpression(mustache)
  const put = {
    type: 'PathExpression',
    data: false,
    depth: 0,
    parts: [PUT],
    original: PUT,
    loc: mustache.loc,
  }
  return { ...mustache, path: put as hbs.AST.PathExpression, params: [value], hash: undefined as never }
}

const subExpression = ({ path, params, hash, loc }: hbs.AST.MustacheStatement): hbs.AST.SubExpression =>
  ({ type: 'SubExpression', path, params, hash, loc }) as hbs.AST.SubExpression
