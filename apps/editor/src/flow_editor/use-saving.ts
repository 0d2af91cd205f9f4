import { useState } from 'react'
import { ApiError } from '../api/client.ts'
import { type Draft, getDraft, useSaveFlow } from '../api/flows.ts'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'

export interface Saving {
  /** Saves the draft; false when it is not saved. A save that nobody asked for does not talk of a server that is gone. */
  save: (options?: { byItself?: boolean }) => Promise<boolean>
  /** What somebody else saved meanwhile, until it is decided whose work stays. */
  conflict: Draft | null
  loadTheirs: () => void
  overwrite: () => Promise<boolean>
  keepEditing: () => void
}

export function useSaving(): Saving {
  const store = useEditorStore()
  const { mutateAsync } = useSaveFlow()
  const [conflict, setConflict] = useState<Draft | null>(null)

  const save: Saving['save'] = async ({ byItself = false } = {}) => {
    const { document, revision, progress, saving, savedAs, saveFailed } = store.getState()
    if (progress === 'saving') return false
    saving()
    try {
      const saved = await mutateAsync({ document, revision })
      savedAs(document, saved.revision)
      return true
    } catch (error) {
      const isOffline = error instanceof ApiError && error.code === 'offline'
      saveFailed(isOffline)
      if (error instanceof ApiError && error.code === 'conflict') setConflict(await getDraft(document.id))
      else if (!(byItself && isOffline)) toast(`Not saved: ${(error as Error).message}`, 'danger')
      return false
    }
  }
  const loadTheirs = () => {
    if (!conflict) return
    const { tx, savedAs } = store.getState()
    tx('Load what was saved elsewhere', () => conflict.document)
    savedAs(conflict.document, conflict.revision)
    setConflict(null)
  }
  const overwrite = async () => {
    if (!conflict) return false
    store.getState().savedAs(conflict.document, conflict.revision)
    setConflict(null)
    return save()
  }
  return { save, conflict, loadTheirs, overwrite, keepEditing: () => setConflict(null) }
}
