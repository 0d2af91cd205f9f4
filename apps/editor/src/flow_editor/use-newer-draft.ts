import { useEffect } from 'react'
import type { Draft } from '../api/flows.ts'
import { toast } from '../ui/toast.ts'
import { type EditorStore, isUnsaved } from './editor-store.ts'

/** Takes over what somebody else saved, unless there is unsaved work: then saving will ask whose stays. */
export function useNewerDraft(store: EditorStore, draft: Draft): void {
  useEffect(() => {
    const state = store.getState()
    if (draft.revision <= state.revision || state.progress === 'saving') return
    if (isUnsaved(state)) {
      toast('Somebody else saved this flow. Saving yours will ask which of the two stays.', 'warning')
      return
    }
    state.tx('Load what was saved elsewhere', () => draft.document)
    state.savedAs(draft.document, draft.revision)
    toast('Somebody else saved this flow; this is theirs.')
  }, [store, draft])
}
