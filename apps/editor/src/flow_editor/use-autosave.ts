import { useEffect, useRef } from 'react'
import { afterQuiet } from './after-quiet.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'
import type { Saving } from './use-saving.ts'

const WAIT = { quietMs: 1_500, atMostMs: 10_000 }
/** While the server does not answer. */
const RETRY_MS = 10_000

/** Saves the draft by itself. Publishing stays a decision of people, and so does whose work wins in a conflict. */
export function useAutosave({ save, isUnsettled }: Saving): void {
  const store = useEditorStore()
  const saving = useRef({ save, isUnsettled })
  useEffect(() => {
    saving.current = { save, isUnsettled }
  })
  useEffect(() => {
    let retry: ReturnType<typeof setTimeout> | undefined
    const saveNow = async () => {
      if (!isUnsaved(store.getState()) || saving.current.isUnsettled) return
      await saving.current.save({ byItself: true })
      clearTimeout(retry)
      if (store.getState().progress === 'offline') retry = setTimeout(quiet.changed, RETRY_MS)
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
