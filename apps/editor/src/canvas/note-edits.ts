import { createContext, useContext } from 'react'
import type { Size } from './arrange.ts'

/** What may be done to a note on the canvas. */
export interface NoteEdits {
  /** The note whose text is being written; null: none. */
  written: string | null
  write: (noteId: string | null) => void
  setText: (noteId: string, text: string) => void
  resize: (noteId: string, size: Size) => void
}

/** Null: the canvas is for reading only. */
export const NoteEditsContext = createContext<NoteEdits | null>(null)

export const useNoteEdits = (): NoteEdits | null => useContext(NoteEditsContext)
