import { EditorState } from '@codemirror/state'
import { expect, it } from 'vitest'
import { oneLine } from './one-line.ts'

const put = (doc: string, from: number, to: number, insert: string) => {
  const state = EditorState.create({ doc, extensions: oneLine })
  const after = state.update({ changes: { from, to, insert }, selection: { anchor: from } }).state
  return `${after.sliceDoc(0, after.selection.main.head)}|${after.sliceDoc(after.selection.main.head)}`
}

it.each([
  ['a line break is no change', 'ab', 1, 1, '\n', 'a|b'],
  ['lines are joined', 'ab', 1, 1, 'x\ny', 'ax y|b'],
  ['empty lines between and after them go', '', 0, 0, 'x\n\n\ny\n', 'x y|'],
  ['a text in one line stays as it is', 'ab', 0, 2, ' c ', '| c '],
])('%s', (_, doc, from, to, insert, expected) => {
  expect(put(doc, from, to, insert)).toBe(expected)
})

it('leaves lines that the document had', () => {
  const state = EditorState.create({ doc: 'a\nb', extensions: oneLine })
  expect(state.update({ changes: { from: 0, insert: 'x' } }).state.doc.toString()).toBe('xa\nb')
})
