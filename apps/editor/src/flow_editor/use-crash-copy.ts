import { useEffect, useState } from 'react'
import type { CrashCopy } from './crash-copy.ts'
import { dropCrashCopy, findCrashCopy, keepCrashCopy } from './crash-copy.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'

const QUIET_MS = 400

/** Keeps unsaved work in this browser, and offers what an earlier visit left behind. */
export function useCrashCopy(): { offered: CrashCopy | null; restore: () => void; discard: () => void } {
  const store = useEditorStore()
  const [offered, setOffered] = useState(() => findCrashCopy(localStorage, store.getState().document))
  const isOpen = offered !== null

  useEffect(() => {
    // Until it is decided what becomes of the old copy, it stays.
    if (isOpen) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      const state = store.getState()
      if (isUnsaved(state)) {
        keepCrashCopy(localStorage, { document: state.document, revision: state.revision, at: Date.now() })
      } else {
        dropCrashCopy(localStorage, state.document.id)
      }
    }
    const unsubscribe = store.subscribe(({ document, saved }, before) => {
      if (document === before.document && saved === before.saved) return
      clearTimeout(timer)
      timer = setTimeout(keep, QUIET_MS)
    })
    window.addEventListener('pagehide', keep)
    return () => {
      unsubscribe()
      window.removeEventListener('pagehide', keep)
      clearTimeout(timer)
      keep()
    }
  }, [store, isOpen])

  return {
    offered,
    restore: () => {
      if (!offered) return
      const { tx, saved, savedAs } = store.getState()
      tx('Restore unsaved work', () => offered.document)
      // Saving it asks first if somebody has saved since.
      savedAs(saved, offered.revision)
      setOffered(null)
    },
    discard: () => {
      dropCrashCopy(localStorage, store.getState().document.id)
      setOffered(null)
    },
  }
}
