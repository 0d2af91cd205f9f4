import { type FlowNote, LIMITS } from '@phloem/flow'
import { useMemo, useState } from 'react'
import type { FlowMapping } from '../../canvas/flow-mapping.ts'
import type { NoteEdits } from '../../canvas/note-edits.ts'
import { fittingSize, noteSize } from '../../canvas/note-size.ts'
import { useReactFlow } from '../../canvas/rf.ts'
import { toast } from '../../ui/toast.ts'
import { allBoxesOf } from '../boxes.ts'
import { useEditorStore } from '../editor-context.ts'
import { addNote, changeNote, chosenNotes, newNodeId } from '../edits.ts'
import { dropPosition } from '../insert-position.ts'
import type { PointerPlace } from '../use-pointer-place.ts'
import { focusNode, useReveal } from '../use-reveal.ts'

const GROWTH = { width: 40, height: 24 }

export interface Notes extends NoteEdits {
  /** At the pointer, or in the middle of the canvas; its text is then being written. */
  add: () => void
  /** Makes the selected notes larger, or smaller. */
  grow: (by: 1 | -1) => void
}

/** Writes, sizes and adds notes, each as a step of the history. */
export function useNotes(mapping: FlowMapping, pointer: PointerPlace): Notes {
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const reveal = useReveal()
  const [written, setWritten] = useState<string | null>(null)
  const edits = useMemo(() => {
    const write = (noteId: string | null) => {
      setWritten(noteId)
      if (noteId === null) return
      const { document, select } = store.getState()
      const box = allBoxesOf(document, mapping).get(noteId)
      select({ nodes: [noteId], edges: [] })
      if (box) reveal(box)
    }
    const resize: Notes['resize'] = (noteId, size) =>
      store.getState().tx('Resize a note', changeNote(noteId, { size: fittingSize(size) }))
    return {
      write,
      resize,
      setText: (noteId: string, text: string) =>
        store.getState().tx('Write a note', changeNote(noteId, { text }), { coalesce: `note:${noteId}` }),
      add: () => {
        const { document, tx } = store.getState()
        const { width, height } = noteSize({})
        const middle = screenToFlowPosition(pointer.current ?? middleOfCanvas())
        const position = dropPosition(middle, { width, height })
        const note: FlowNote = { id: newNodeId('note'), text: '', position }
        if ((document.notes?.length ?? 0) >= LIMITS.notes)
          return toast('A flow holds no more notes.', 'danger')
        tx('Add a note', addNote(note), { select: { nodes: [note.id], edges: [] } })
        write(note.id)
      },
      grow: (by: 1 | -1) => {
        const { document, selection } = store.getState()
        const notes = chosenNotes(document, selection)
        if (notes.length === 0) return toast('Select a note first.')
        store.getState().tx('Resize notes', (before) =>
          notes.reduce((result, note) => {
            const { width, height } = noteSize(note)
            const size = { width: width + by * GROWTH.width, height: height + by * GROWTH.height }
            return changeNote(note.id, { size: fittingSize(size) })(result)
          }, before),
        )
        if (notes[0]) focusNode(notes[0].id)
      },
    }
  }, [store, mapping, pointer, reveal, screenToFlowPosition])
  return useMemo(() => ({ ...edits, written }), [edits, written])
}

function middleOfCanvas(): { x: number; y: number } {
  const { x, y, width, height } =
    window.document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()
  return { x: x + width / 2, y: y + height / 2 }
}
