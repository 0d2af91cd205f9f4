import { useRef, useState } from 'react'
import { ApiError } from '../api/client.ts'
import { type Draft, getDraft, useSaveFlow } from '../api/flows.ts'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { isUnsaved } from './editor-store.ts'

export interface Saving {
  /** Saves the draft; false when it is not saved. A save that nobody asked for does not talk of a server that is gone. */
  save: (options?: { byItself?: boolean }) => Promise<boolean>
  /** What somebody else saved meanwhile, until it is decided whose work stays. */
  conflict: Draft | null
  /** From a conflict on until it is settled; only a person saves meanwhile. */
  isUnsettled: boolean
  loadTheirs: () => void
  overwrite: () => Promise<boolean>
  keepEditing: () => void
}

export function useSaving(): Saving {
  const store = useEditorStore()
  const { mutateAsync } = useSaveFlow()
  const [conflict, setConflict] = useState<Draft | null>(null)
  const [isUnsettled, setIsUnsettled] = useState(false)
  const underWay = useRef<Promise<boolean>>(Promise.resolve(true))

  /** One after the other: what a save that is under way has is older. */
  const save: Saving['save'] = (options) => {
    const saved = underWay.current.then(() => (isUnsaved(store.getState()) ? saveNow(options) : true))
    underWay.current = saved.catch(() => false)
    return saved
  }
  const saveNow = async ({ byItself = false }: { byItself?: boolean } = {}) => {
    const { document, revision, saving, savedAs, saveFailed } = store.getState()
    saving()
    try {
      const saved = await mutateAsync({ document, revision })
      savedAs(document, saved.revision)
      setIsUnsettled(false)
      return true
    } catch (error) {
      const isOffline = error instanceof ApiError && error.code === 'offline'
      saveFailed(isOffline)
      if (error instanceof ApiError && error.code === 'conflict') {
        setIsUnsettled(true)
        setConflict(await getDraft(document.id))
      } else if (!(byItself && isOffline)) toast(`Not saved: ${(error as Error).message}`, 'danger')
      return false
    }
  }
  const loadTheirs = () => {
    if (!conflict) return
    const { tx, savedAs } = store.getState()
    tx('Load what was saved elsewhere', () => conflict.document)
    savedAs(conflict.document, conflict.revision)
    setIsUnsettled(false)
    setConflict(null)
  }
  const overwrite = async () => {
    if (!conflict) return false
    store.getState().savedAs(conflict.document, conflict.revision)
    setConflict(null)
    return save()
  }
  return { save, conflict, isUnsettled, loadTheirs, overwrite, keepEditing: () => setConflict(null) }
}
