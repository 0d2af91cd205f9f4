import { json } from '@codemirror/lang-json'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { tags } from '@lezer/highlight'

/** JSON, coloured by the page's own style sheet. */
export const jsonMode: Extension = [
  json(),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, class: 'cm-json-key' },
      { tag: [tags.number, tags.bool, tags.null], class: 'cm-json-literal' },
    ]),
  ),
]
