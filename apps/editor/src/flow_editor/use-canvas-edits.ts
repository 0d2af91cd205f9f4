import type { FlowDocument, FlowEdge, FlowNode } from '@phloem/flow'
import { type Dispatch, type SetStateAction, useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { definitions } from '../canvas/definitions.ts'
import type { CanvasEdits } from '../canvas/FlowCanvas.tsx'
import { edgeId } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { count } from '../words/count.ts'
import { edgeAt } from './edge-at.ts'
import { useEditorStore } from './editor-context.ts'
import {
  chosenNotes,
  connect,
  type Edit,
  firstExit,
  move,
  removable,
  remove,
  removeAndHeal,
  splice,
} from './edits.ts'

export interface DroppedWire {
  from: string
  exit: string
  /** In the window's pixels. */
  place: Point
}

/** What the canvas may do to the document, each as one step of the history. */
export function useCanvasEdits(
  onOpen: (nodeId: string) => void,
  onFocus: (nodeId: string) => void,
  onDropWire: Dispatch<SetStateAction<DroppedWire | null>>,
): CanvasEdits {
  const store = useEditorStore()
  return useMemo(
    () => ({
      onSelect: (change) => store.getState().select(change(store.getState().selection)),
      onMove: (positions) => {
        const { document, tx } = store.getState()
        const ids = Object.keys(positions)
        const name = document.nodes.find(({ id }) => id === ids[0])?.name
        const label = ids.length === 1 ? `Move ${name ?? 'a note'}` : `Move ${ids.length} nodes`
        const lone = ids.length === 1 ? loneNode(document, ids[0]) : undefined
        const edge = lone && edgeAt(document, middleOfCard(lone.id))
        const definition = lone && definitions.get(lone.type)
        if (!lone || !edge || !definition) return tx(label, move(positions))
        tx(`Put ${name} into a line`, (before) =>
          splice(edge, lone.id, firstExit(definition))(move(positions)(before)),
        )
      },
      onConnect: (edge) => store.getState().tx('Connect', connect(edge)),
      onDropWire: (exit, place) => onDropWire({ ...exit, place }),
      onRefuseWire: (nodeId) => {
        const name = store.getState().document.nodes.find(({ id }) => id === nodeId)?.name
        toast(`No line can lead to ${name}: the flow begins there.`)
      },
      onOpen,
      onFocus,
    }),
    [store, onOpen, onFocus, onDropWire],
  )
}

/** A node to which no line leads and from which none leads on. */
const loneNode = ({ nodes, edges }: FlowDocument, id: string | undefined): FlowNode | undefined =>
  nodes.find(
    (node) =>
      node.id === id &&
      !definitions.get(node.type)?.isTrigger &&
      edges.every(({ from, to }) => from !== id && to !== id),
  )

/** In the window's pixels. */
function middleOfCard(nodeId: string): Point {
  const card = window.document.querySelector(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`)
  const { x, y, width, height } = card?.getBoundingClientRect() ?? new DOMRect(-1, -1)
  return { x: x + width / 2, y: y + height / 2 }
}

export interface Deleting {
  /** What is selected, but no trigger: without one a flow never begins. */
  delete: () => void
  /** The same, and what led to each node leads on to where that led. */
  deleteAndHeal: () => void
}

export function useDeleting(): Deleting {
  const store = useEditorStore()
  return useMemo(() => {
    const deleteWith = (removal: (ids: readonly string[]) => Edit) => {
      const { document, selection, tx } = store.getState()
      const nodes = removable(document, selection.nodes, definitions)
      const notes = chosenNotes(document, selection)
      if (selection.nodes.length > nodes.length + notes.length) toast('Start stays: every flow begins there.')
      if (nodes.length + notes.length + selection.edges.length === 0) return
      const names = [
        ...nodes.map(({ name }) => name),
        ...(notes.length > 0 ? [count(notes.length, 'note')] : []),
      ]
      const label = names.length === 0 ? 'Delete connection' : `Delete ${names.join(', ')}`
      const isChosen = (edge: FlowEdge) => selection.edges.includes(edgeId(edge))
      // Lines that are selected too go first, so that none of them is led on.
      const ids = notes.map(({ id }) => id)
      tx(label, (before) => removal(nodes.map(({ id }) => id))(remove(ids, isChosen)(before)))
    }
    return { delete: () => deleteWith(remove), deleteAndHeal: () => deleteWith(removeAndHeal) }
  }, [store])
}
