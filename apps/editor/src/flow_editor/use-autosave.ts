import { useEffect, useRef } from 'react'
import { afterQuiet } from './after-quiet.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'
import type { Saving } from './use-saving.ts'

const WAIT = { quietMs: 1_500, atMostMs: 10_000 }
/** While the server does not answer. */
const RETRY_MS = 10_000

/** Saves the draft by itself. Publishing stays a decision of people, and so does whose work wins in a conflict. */
export function useAutosave({ save, conflict }: Saving): void {
  const store = useEditorStore()
  const saving = useRef({ save, conflict })
  useEffect(() => {
    saving.current = { save, conflict }
  })
  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined
    const saveNow = async () => {
      const state = store.getState()
      if (!isUnsaved(state) || saving.current.conflict !== null) return
      // A save that is under way has an older document; this one follows it.
      const isSaved = state.progress !== 'saving' && (await saving.current.save({ byItself: true }))
      clearTimeout(retry)
      if (!isSaved) retry = setTimeout(quiet.changed, state.progress === 'saving' ? 0 : RETRY_MS)
    }
    const quiet = afterQuiet(() => void saveNow(), WAIT)
    const unsubscribe = store.subscribe((state, before) => {
      if (state.document !== before.document && isUnsaved(state)) quiet.changed()
    })
    return () => {
      unsubscribe()
      quiet.cancel()
      clearTimeout(retry)
    }
  }, [store])
}
