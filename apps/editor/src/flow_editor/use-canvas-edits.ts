import type { FlowDocument, FlowNode } from '@phloem/flow'
import { type Dispatch, type SetStateAction, useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { definitions } from '../canvas/definitions.ts'
import type { CanvasEdits } from '../canvas/FlowCanvas.tsx'
import { edgeId } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { edgeAt } from './edge-at.ts'
import { useEditorStore } from './editor-context.ts'
import { connect, firstExit, move, remove, splice } from './edits.ts'

import type { WantedNode } from './QuickAdd.tsx'

/** What the canvas may do to the document, each as one step of the history. */
export function useCanvasEdits(
  onOpen: (nodeId: string) => void,
  onFocus: (nodeId: string) => void,
  onWant: Dispatch<SetStateAction<WantedNode | null>>,
  onExitMenu: CanvasEdits['onExitMenu'],
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
      onDropWire: (exit, place) => onWant({ exit, listAt: place, nodeAt: place }),
      onExtend: (exit, place) => onWant({ exit, listAt: place, nodeAt: null }),
      onInsert: (id, place) => {
        const into = store.getState().document.edges.find((edge) => edgeId(edge) === id)
        if (into) onWant({ exit: null, into, listAt: place, nodeAt: null })
      },
      onDeleteEdge: (id) =>
        store.getState().tx(
          'Delete connection',
          remove([], (edge) => edgeId(edge) === id),
        ),
      onExitMenu,
      onAddAt: (place) => onWant({ exit: null, listAt: place, nodeAt: place }),
      onRefuseWire: (nodeId) => {
        const name = store.getState().document.nodes.find(({ id }) => id === nodeId)?.name
        toast(`No line can lead to ${name}: the flow begins there.`)
      },
      onOpen,
      onFocus,
    }),
    [store, onOpen, onFocus, onWant, onExitMenu],
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
