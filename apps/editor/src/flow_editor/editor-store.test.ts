import type { FlowDocument } from '@phloem/flow'
import { beforeEach, describe, expect, it } from 'vitest'
import { createEditorStore, type EditorStore, isUnsaved } from './editor-store.ts'
import { remove, renameFlow, setField } from './edits.ts'

const document: FlowDocument = {
  phloem: 1,
  id: 'f',
  name: 'F',
  nodes: [
    { id: 'a', type: 'start', name: 'Start', config: {} },
    { id: 'b', type: 'call_forward', name: 'B', config: {} },
  ],
  edges: [{ from: 'a', exit: 'incoming_call', to: 'b' }],
}

let store: EditorStore
let now = 0
const state = () => store.getState()
beforeEach(() => {
  now = 0
  store = createEditorStore(document, 1, () => now)
})

describe('editor store', () => {
  it('takes steps back and repeats them, with what was selected', () => {
    state().select({ nodes: ['b'], edges: ['a.incoming_call'] })
    state().tx('Delete B', remove(['b']))
    expect(state().selection).toEqual({ nodes: [], edges: [] })
    state().undo()
    expect(state().document).toBe(document)
    expect(state().selection).toEqual({ nodes: ['b'], edges: ['a.incoming_call'] })
    state().redo()
    expect(state().document.nodes.map(({ id }) => id)).toEqual(['a'])
  })

  it('selects what a step asks for', () => {
    state().tx('Name', renameFlow('G'), { select: { nodes: ['a'], edges: [] } })
    expect(state().selection.nodes).toEqual(['a'])
  })

  it('makes one step of typing in one field', () => {
    for (const text of ['+', '+1', '+12']) {
      now += 100
      state().tx('Edit From', setField('b', 'from', text), { coalesce: 'b.from' })
    }
    expect(state().history.past).toHaveLength(1)
    state().undo()
    expect(state().document).toBe(document)
  })

  it('makes no step of an edit that changes nothing', () => {
    state().tx('Nothing', (same) => same)
    expect(state().history.past).toEqual([])
  })

  it('is saved again when an edit is undone, or when the server has the document', () => {
    state().tx('Name', renameFlow('G'))
    expect(isUnsaved(state())).toBe(true)
    state().undo()
    expect(isUnsaved(state())).toBe(false)
    state().redo()
    state().savedAs(state().document, 2)
    expect(isUnsaved(state())).toBe(false)
    expect(state().revision).toBe(2)
  })
})
