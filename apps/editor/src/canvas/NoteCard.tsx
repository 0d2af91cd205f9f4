import { LIMITS } from '@phloem/flow'
import { type KeyboardEvent, memo, type PointerEvent, useState } from 'react'
import type { Size } from './arrange.ts'
import type { NoteNode } from './flow-mapping.ts'
import styles from './NoteCard.module.css'
import { useNoteEdits } from './note-edits.ts'
import { fittingSize, noteSize } from './note-size.ts'
import { type NodeProps, useReactFlow } from './rf.ts'

/** Words for people. A double click or Enter writes in it; Esc is done. */
export const NoteCard = memo(function NoteCard({ id, data: { note } }: NodeProps<NoteNode>) {
  const edits = useNoteEdits()
  const { getZoom } = useReactFlow()
  const [drawn, setDrawn] = useState<Size | null>(null)
  const isWritten = edits?.written === id

  const leave = (element: HTMLElement) => {
    const card = element.closest<HTMLElement>('.react-flow__node')
    edits?.write(null)
    card?.focus({ preventScroll: true })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
    event.preventDefault()
    leave(event.currentTarget)
  }
  const grab = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return
    const { width, height } = noteSize(note)
    const from = { x: event.clientX, y: event.clientY }
    const sizeAt = ({ clientX, clientY }: globalThis.PointerEvent) =>
      fittingSize({
        width: width + (clientX - from.x) / getZoom(),
        height: height + (clientY - from.y) / getZoom(),
      })
    const listening = new AbortController()
    const { signal } = listening
    const end = () => {
      listening.abort()
      setDrawn(null)
    }
    // Else the click that ends it may fall beside the note, and deselect it.
    event.currentTarget.setPointerCapture(event.pointerId)
    window.addEventListener('pointermove', (moved) => setDrawn(sizeAt(moved)), { signal })
    window.addEventListener(
      'pointerup',
      (released) => {
        end()
        edits?.resize(id, sizeAt(released))
      },
      { signal },
    )
    window.addEventListener('pointercancel', end, { signal })
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter on the note does the same
    <div
      className={styles.note}
      style={drawn ?? undefined}
      data-edits-document
      onDoubleClick={() => edits?.write(id)}
    >
      {isWritten ? (
        <textarea
          className={`${styles.text} nodrag nopan nowheel`}
          aria-label="Note"
          // biome-ignore lint/a11y/noAutofocus: it was asked for
          autoFocus
          maxLength={LIMITS.noteLength}
          value={note.text}
          onChange={({ target }) => edits?.setText(id, target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => edits?.write(null)}
        />
      ) : (
        <p className={styles.text}>{note.text || <em>An empty note</em>}</p>
      )}
      {edits && <div className={`${styles.corner} nodrag nopan`} title="Resize" onPointerDown={grab} />}
    </div>
  )
})
