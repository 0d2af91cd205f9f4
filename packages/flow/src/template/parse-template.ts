/// <reference path="./handlebars-parser.d.ts" />
import { parser, parseWithoutProcessing } from 'handlebars/dist/cjs/handlebars/compiler/base.js'
import { hasTemplate } from '../formats.ts'
import { LIMITS } from '../limits.ts'
import { collectReferences, type Found } from './collect-references.ts'
import { syntaxMessage } from './syntax-message.ts'
import { TemplateError } from './template-error.ts'

export type ParsedTemplate = ({ ok: true } & Found) | { ok: false; message: string; at?: number }

/**
 * Reads a template and holds it against what templates may use: values, `default`, `upper`, `lower`, `json`, the
 * blocks `if`, `unless`, `each` and `with`, and comments. Compile nothing that this refuses. Never throws.
 */
export function parseTemplate(text: string): ParsedTemplate {
  // Handlebars takes an object for a finished syntax tree and would run it (GHSA-8r5x-fm3f-whwj).
  if (typeof text !== 'string') return { ok: false, message: 'A template is text' }
  if (text.length > LIMITS.templateLength) {
    return { ok: false, message: `A template has at most ${LIMITS.templateLength} characters` }
  }
  if (!hasTemplate(text)) return { ok: true, references: [], itemReferences: [], mustaches: 0 }
  try {
    return { ok: true, ...collectReferences(parseWithoutProcessing(inOneLine(text)), text) }
  } catch (error) {
    return error instanceof TemplateError
      ? { ok: false, message: error.message, at: error.at }
      : { ok: false, message: syntaxMessage((error as Error).message), at: stoppedAt() }
  }
}

/** The parser's columns go astray at line breaks; in one line a column is the position in the text. */
const inOneLine = (text: string): string => text.replace(/[\r\n\u2028\u2029]/g, ' ')

const stoppedAt = (): number => parser.lexer.matched.length - parser.lexer.match.length
