import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { EditorState, EditorStore } from './editor-store.ts'

export const EditorContext = createContext<EditorStore | null>(null)

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (!store) throw new Error('This part belongs inside a flow editor')
  return store
}

export const useEditor = <T>(select: (state: EditorState) => T): T => useStore(useEditorStore(), select)
