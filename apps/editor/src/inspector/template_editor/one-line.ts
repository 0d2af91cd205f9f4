import { EditorSelection, EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'

/** Keeps a text in one line: Enter does nothing, and lines that are put in are joined by spaces. */
export const oneLine: Extension = [
  keymap.of([{ key: 'Enter', run: () => true, shift: () => true }]),
  EditorView.clipboardInputFilter.of((text) =>
    text.replace(/^[\r\n]+|[\r\n]+$/g, '').replace(/\s*[\r\n]+\s*/g, ' '),
  ),
  // Input methods and scripts put text in by other ways.
  EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged) return transaction
    const changes: { from: number; to: number; insert: string }[] = []
    let isOneLine = true
    transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
      if (inserted.lines > 1) isOneLine = false
      changes.push({ from, to, insert: joined(inserted) })
    })
    if (isOneLine) return transaction
    const last = changes.at(-1)
    const before = changes
      .slice(0, -1)
      .reduce((length, { from, to, insert }) => length + insert.length - (to - from), 0)
    const cursor = (last?.from ?? 0) + (last?.insert.length ?? 0) + before
    return { changes, selection: EditorSelection.cursor(cursor), userEvent: 'input', scrollIntoView: true }
  }),
]

const joined = (text: Text): string =>
  text
    .toJSON()
    .filter((line, index, lines) => line !== '' || lines.length === 1 || index === 0)
    .join(' ')
    .trimEnd()
