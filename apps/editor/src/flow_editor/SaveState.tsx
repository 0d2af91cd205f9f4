import { useEditor } from './editor-context.ts'
import { type EditorState, isUnsaved } from './editor-store.ts'
import styles from './TopBar.module.css'

/** Whether the server has what the canvas shows. */
export function SaveState() {
  const words = useEditor(saveWords)
  return (
    <p className={styles.saveState} role="status" data-state={words}>
      {words}
    </p>
  )
}

function saveWords(state: EditorState): string {
  if (state.progress === 'saving') return 'Saving…'
  if (!isUnsaved(state)) return 'Saved'
  if (state.progress === 'offline') return 'Offline, kept in this browser'
  return state.progress === 'failed' ? 'Could not save' : 'Unsaved changes'
}
