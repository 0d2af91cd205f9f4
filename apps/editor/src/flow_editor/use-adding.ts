import type { FlowEdge, NodeDefinition } from '@phloem/flow'
import { useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { nodeGeometry } from '../canvas/node-geometry.ts'
import { useReactFlow } from '../canvas/rf.ts'
import { boxesOf } from './boxes.ts'
import { useEditorStore } from './editor-context.ts'
import { addNode, connect, move, newNode } from './edits.ts'
import { type Box, dropPosition, insertPosition } from './insert-position.ts'
import { useReveal } from './use-reveal.ts'

export interface Adding {
  /** Adds a node where it was dropped, in the window's pixels, or near the selected node or the lowest one. */
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
      exit?: Pick<FlowEdge, 'from' | 'exit'>,
    ) => {
      const { document, tx } = store.getState()
      const boxes = boxesOf(document, mapping)
      const node = newNode(document, definition, newNodeId(definition))
      const position = positionFor(boxes)
      tx(
        `Add ${node.name}`,
        (before) => {
          // What had no place of its own yet keeps the one that it is seen at.
          const added = addNode(node, position)(move(Object.fromEntries(boxes))(before))
          return exit ? connect({ ...exit, to: node.id })(added) : added
        },
        { select: { nodes: [node.id], edges: [] } },
      )
      return { ...position, ...nodeGeometry(definition) }
    }
    return {
      add: (definition, place) => {
        const size = nodeGeometry(definition)
        const box = put(definition, (boxes) =>
          place
            ? dropPosition(screenToFlowPosition(place), size)
            : insertPosition(size, [...boxes.values()], anchorOf(boxes, store.getState().selection.nodes)),
        )
        reveal(box)
      },
      addTo: (exit, definition, place) => {
        const size = nodeGeometry(definition)
        const { x, y } = screenToFlowPosition(place, { snapToGrid: false })
        reveal(put(definition, () => dropPosition({ x, y: y + size.height / 2 }, size), exit))
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

/** Opaque and never used again, so that an old call cannot light a new node. */
const newNodeId = ({ type }: NodeDefinition): string =>
  `${type}_${Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`
