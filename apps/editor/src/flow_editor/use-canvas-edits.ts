import { type Dispatch, type SetStateAction, useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { definitions } from '../canvas/definitions.ts'
import type { CanvasEdits } from '../canvas/FlowCanvas.tsx'
import { edgeId } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { connect, move, remove } from './edits.ts'

export interface DroppedWire {
  from: string
  exit: string
  /** In the window's pixels. */
  place: Point
}

/** What the canvas may do to the document, each as one step of the history. */
export function useCanvasEdits(
  onOpen: (nodeId: string) => void,
  onDropWire: Dispatch<SetStateAction<DroppedWire | null>>,
): CanvasEdits {
  const store = useEditorStore()
  return useMemo(
    () => ({
      onSelect: (change) => store.getState().select(change(store.getState().selection)),
      onMove: (positions, by) => {
        const { document, tx } = store.getState()
        const ids = Object.keys(positions)
        const name = document.nodes.find(({ id }) => id === ids[0])?.name
        const label = ids.length === 1 ? `Move ${name}` : `Move ${ids.length} nodes`
        tx(label, move(positions), by === 'keys' ? { coalesce: `move:${ids.join()}` } : {})
      },
      onConnect: (edge) => store.getState().tx('Connect', connect(edge)),
      onDropWire: (exit, place) => onDropWire({ ...exit, place }),
      onRefuseWire: (nodeId) => {
        const name = store.getState().document.nodes.find(({ id }) => id === nodeId)?.name
        toast(`No line can lead to ${name}: the flow begins there.`)
      },
      onOpen,
    }),
    [store, onOpen, onDropWire],
  )
}

/** Deletes what is selected, but no trigger: without one a flow never begins. */
export function useDeleteSelection(): () => void {
  const store = useEditorStore()
  return () => {
    const { document, selection, tx } = store.getState()
    const chosen = document.nodes.filter(({ id }) => selection.nodes.includes(id))
    const nodes = chosen.filter(({ type }) => !definitions.get(type)?.isTrigger)
    const edges = new Set(selection.edges)
    if (chosen.length > nodes.length) toast('Start stays: every flow begins there.')
    if (nodes.length === 0 && edges.size === 0) return
    const ids = nodes.map(({ id }) => id)
    const label =
      nodes.length === 0 ? 'Delete connection' : `Delete ${nodes.map(({ name }) => name).join(', ')}`
    tx(
      label,
      remove(ids, (edge) => edges.has(edgeId(edge))),
    )
  }
}
