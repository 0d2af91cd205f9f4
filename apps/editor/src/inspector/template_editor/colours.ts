import type { EditorView } from '@codemirror/view'
import { Decoration, type DecorationSet, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view'

const mustaches = new MatchDecorator({
  regexp: /\{\{[^{}]*\}\}+/g,
  decoration: Decoration.mark({ class: 'cm-mustache' }),
})

/** Sets `{{…}}` off from the text around it. */
export const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = mustaches.createDeco(view)
    }
    update(update: ViewUpdate) {
      this.decorations = mustaches.updateDeco(update, this.decorations)
    }
  },
  { decorations: (plugin) => plugin.decorations },
)
