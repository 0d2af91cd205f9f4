import { useEffect, useState } from 'react'
import { afterQuiet } from './after-quiet.ts'
import { type CrashCopy, dropCrashCopy, findCrashCopy, keepCrashCopy } from './crash-copy.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'

/** A tab that dies takes no more than this with it. */
const WAIT = { quietMs: 400, atMostMs: 1_500 }

/** Keeps unsaved work in this browser, and offers what an earlier visit left behind. */
export function useCrashCopy(): { offered: CrashCopy | null; restore: () => void; discard: () => void } {
  const store = useEditorStore()
  const [visit] = useState(() => crypto.randomUUID())
  const [offered, setOffered] = useState(() => findCrashCopy(localStorage, store.getState().document))

  useEffect(() => {
    const keep = () => {
      const { document, revision, saved } = store.getState()
      if (isUnsaved({ document, saved })) {
        keepCrashCopy(localStorage, visit, { document, revision, at: Date.now() })
      } else {
        dropCrashCopy(localStorage, visit, document.id)
      }
    }
    const quiet = afterQuiet(keep, WAIT)
    const unsubscribe = store.subscribe(({ document, saved }, before) => {
      if (document !== before.document || saved !== before.saved) quiet.changed()
    })
    window.addEventListener('pagehide', keep)
    return () => {
      unsubscribe()
      window.removeEventListener('pagehide', keep)
      quiet.cancel()
      keep()
    }
  }, [store, visit])

  const settle = () => {
    if (offered) dropCrashCopy(localStorage, offered.visit, offered.document.id)
    setOffered(null)
  }
  return {
    offered,
    restore: () => {
      if (!offered) return
      const { tx, saved, savedAs } = store.getState()
      // Saving it asks first if somebody has saved since.
      savedAs(saved, offered.revision)
      tx('Restore unsaved work', () => offered.document)
      settle()
    },
    discard: settle,
  }
}
