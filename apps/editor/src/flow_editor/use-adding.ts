import type { FlowEdge, NodeDefinition } from '@phloem/flow'
import { useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { nodeGeometry } from '../canvas/node-geometry.ts'
import { useReactFlow } from '../canvas/rf.ts'
import { allBoxesOf, boxesOf } from './boxes.ts'
import { edgeAt } from './edge-at.ts'
import { useEditorStore } from './editor-context.ts'
import { addNode, connect, type Edit, firstExit, move, newNode, newNodeId, splice } from './edits.ts'
import { type Box, dropPosition, insertPosition } from './insert-position.ts'
import { useReveal } from './use-reveal.ts'

export interface Adding {
  /**
   * Adds a node where it was dropped, in the window's pixels, or near the selected node or the lowest one. Dropped onto a
   * line it is put into it.
   */
  add: (definition: NodeDefinition, place?: Point) => void
  /** Adds a node below a place and leads the exit to it. */
  addTo: (exit: Pick<FlowEdge, 'from' | 'exit'>, definition: NodeDefinition, place: Point) => void
}

/** Adds nodes; each is one step of the history and selected afterwards. */
export function useAdding(mapping: FlowMapping): Adding {
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const reveal = useReveal()
  return useMemo(() => {
    const put = (
      definition: NodeDefinition,
      positionFor: (boxes: Map<string, Box>) => Point,
      wire: (nodeId: string) => Edit = () => (document) => document,
    ) => {
      const { document, tx } = store.getState()
      const boxes = boxesOf(document, mapping)
      const node = newNode(document, definition, newNodeId(definition.type))
      const position = positionFor(boxes)
      tx(
        `Add ${node.name}`,
        (before) => {
          // What had no place of its own yet keeps the one that it is seen at.
          return wire(node.id)(addNode(node, position)(move(Object.fromEntries(boxes))(before)))
        },
        { select: { nodes: [node.id], edges: [] } },
      )
      return { ...position, ...nodeGeometry(definition) }
    }
    return {
      add: (definition, place) => {
        const size = nodeGeometry(definition)
        const { document, selection } = store.getState()
        const edge = place && edgeAt(document, place)
        const box = put(
          definition,
          (boxes) =>
            place
              ? dropPosition(screenToFlowPosition(place), size)
              : insertPosition(
                  size,
                  [...allBoxesOf(document, mapping).values()],
                  anchorOf(boxes, selection.nodes),
                ),
          edge && ((nodeId) => splice(edge, nodeId, firstExit(definition))),
        )
        reveal(box)
      },
      addTo: (exit, definition, place) => {
        const size = nodeGeometry(definition)
        const { x, y } = screenToFlowPosition(place, { snapToGrid: false })
        const position = dropPosition({ x, y: y + size.height / 2 }, size)
        reveal(
          put(
            definition,
            () => position,
            (to) => connect({ ...exit, to }),
          ),
        )
      },
    }
  }, [store, mapping, screenToFlowPosition, reveal])
}

/** The one selected node, or else the lowest. */
function anchorOf(boxes: ReadonlyMap<string, Box>, selected: readonly string[]): Box | undefined {
  const [only, ...others] = selected
  const chosen = only !== undefined && others.length === 0 ? boxes.get(only) : undefined
  return chosen ?? [...boxes.values()].sort((a, b) => b.y + b.height - (a.y + a.height))[0]
}
