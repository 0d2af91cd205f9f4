import { useCallback } from 'react'
import { definitions } from '../canvas/definitions.ts'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { removable, setDisabled } from './edits.ts'

/** Disables the selected nodes, or enables them when all of them are disabled. */
export function useDisabling(): () => void {
  const store = useEditorStore()
  return useCallback(() => {
    const { document, selection, tx } = store.getState()
    if (selection.nodes.length === 0) return toast('Select nodes first.')
    const nodes = removable(document, selection.nodes, definitions)
    if (nodes.length === 0) return toast('Start stays enabled: every flow begins there.')
    const isDisabled = !nodes.every(({ disabled }) => disabled)
    const names = nodes.map(({ name }) => name).join(', ')
    const ids = nodes.map(({ id }) => id)
    tx(`${isDisabled ? 'Disable' : 'Enable'} ${names}`, setDisabled(ids, isDisabled))
  }, [store])
}
