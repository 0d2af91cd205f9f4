/** Puts what the Handlebars parser says into words for the author of a flow. */
export function syntaxMessage(thrown: string): string {
  const mismatch = /^(.*) doesn't match (.*) - \d+:\d+$/.exec(thrown)
  if (mismatch) return `{{#${mismatch[1]}}} is closed by {{/${mismatch[2]}}}`
  const path = /^Invalid path: (.*) - \d+:\d+$/.exec(thrown)
  if (path) return `"${path[1]}" is not a path to a variable`
  const token = /got '(\w+)'$/.exec(thrown)?.[1] ?? ''
  if (token === 'EOF' && thrown.includes("'OPEN_ENDBLOCK'")) return 'A block has no end, such as {{/if}}'
  return messages[token] ?? 'This cannot be read as a template'
}

/** By the token that the grammar did not expect. */
const messages: Record<string, string> = {
  EOF: '"{{" is not closed by "}}"',
  INVALID: '"{{" is not closed by "}}", or a character between them does not belong there',
  OPEN: '"{{" stands inside of another "{{"',
  CLOSE: 'Nothing stands between "{{" and "}}", or something is missing there',
  NUMBER: 'The number of an item goes in brackets, like [0]',
  OPEN_ENDBLOCK: 'A block ends that never began',
  INVERSE: '{{else}} stands outside of a block',
  OPEN_INVERSE_CHAIN: '{{else}} stands outside of a block',
  CLOSE_RAW_BLOCK: 'More braces close than open',
  CLOSE_UNESCAPED: 'More braces close than open',
}
