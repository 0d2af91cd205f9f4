// The parser alone: the whole package compiles templates with `new Function`, which pages under a CSP forbid.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  // Brings the global namespace `hbs` with the types of the syntax tree.
  import type {} from 'handlebars'

  export function parseWithoutProcessing(text: string): hbs.AST.Program

  /** The same, and strips the lines on which only a block stands, as rendering does. */
  export function parse(text: string): hbs.AST.Program

  /** Its lexer still stands where the last parse stopped. */
  export const parser: { lexer: { matched: string; match: string } }
}
