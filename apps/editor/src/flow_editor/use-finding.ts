import { useRef } from 'react'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { findablesOf, nextFound } from './finding.ts'

export interface Finding {
  /** Goes to what was found by a text, which is remembered. */
  start: (typed: string, id: string) => void
  /** To the next that the text finds, or the one before; asks for a text while there is none. */
  step: (by: 1 | -1) => void
}

export function useFinding(goTo: (id: string) => void, ask: () => void): Finding {
  const store = useEditorStore()
  const text = useRef('')
  return {
    start: (typed, id) => {
      text.current = typed
      goTo(id)
    },
    step: (by) => {
      if (text.current.trim() === '') return ask()
      const { document, selection } = store.getState()
      const found = nextFound(findablesOf(document), text.current, selection.nodes[0], by)
      if (found) goTo(found.id)
      else toast(`Nothing fits “${text.current}” any more.`)
    },
  }
}
