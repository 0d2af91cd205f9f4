import { isSecretName, secretMark } from '@phloem/flow'

/** The helper that writes a value. No template can spell it: identifiers hold no spaces. */
export const PUT = 'put value'

/**
 * Rewrites a template so that each value that it writes, and no literal text, goes through the `PUT` helper; where it
 * takes secrets, one that stands alone becomes its mark.
 */
export function encodeValues(program: hbs.AST.Program, takesSecrets: boolean): hbs.AST.Program {
  return { ...program, body: program.body.map((statement) => encodeStatement(statement, takesSecrets)) }
}

function encodeStatement(statement: hbs.AST.Statement, takesSecrets: boolean): hbs.AST.Statement {
  if (statement.type === 'MustacheStatement') {
    const mustache = statement as hbs.AST.MustacheStatement
    return (takesSecrets && markOf(mustache)) || encodeMustache(mustache)
  }
  if (statement.type !== 'BlockStatement') return statement
  const block = statement as hbs.AST.BlockStatement
  // Inside of these, paths begin in the item.
  const isInItem = block.path.original === 'each' || block.path.original === 'with'
  const encoded = { ...block, program: encodeValues(block.program, takesSecrets && !isInItem) }
  if (block.inverse) encoded.inverse = encodeValues(block.inverse, takesSecrets)
  return encoded
}

function markOf({ path, params, loc }: hbs.AST.MustacheStatement): hbs.AST.ContentStatement | null {
  const { parts } = path as hbs.AST.PathExpression
  const [node, name = '', ...rest] = path.type === 'PathExpression' ? parts : []
  if (node !== 'secret' || !isSecretName(name) || rest.length > 0 || params.length > 0) return null
  const value = secretMark(name)
  return { type: 'ContentStatement', value, loc } as unknown as hbs.AST.ContentStatement
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
