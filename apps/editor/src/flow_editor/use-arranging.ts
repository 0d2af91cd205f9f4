import { useMemo } from 'react'
import type { Point } from '../canvas/arrange.ts'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { type Alignment, align, distribute } from './align.ts'
import { allBoxesOf } from './boxes.ts'
import { useEditorStore } from './editor-context.ts'
import { move } from './edits.ts'
import type { Box } from './insert-position.ts'

export interface Arranging {
  align: (to: Alignment) => void
  distribute: (along: 'horizontally' | 'vertically') => void
  /** By so many pixels of the canvas; a burst is one step of the history. */
  nudge: (dx: number, dy: number) => void
}

/** Moves the selected nodes, each time as one step of the history. */
export function useArranging(mapping: FlowMapping): Arranging {
  const store = useEditorStore()
  return useMemo(() => {
    const selected = (): Map<string, Box> => {
      const { document, selection } = store.getState()
      return new Map([...allBoxesOf(document, mapping)].filter(([id]) => selection.nodes.includes(id)))
    }
    const place = (
      label: string,
      fewest: number,
      arranged: (boxes: Map<string, Box>) => Record<string, Point>,
    ) => {
      const boxes = selected()
      if (boxes.size < fewest) return toast(`Select ${fewest} nodes or more first.`)
      store.getState().tx(label, move(arranged(boxes)))
    }
    return {
      align: (to) => place(`Align to the ${to}`, 2, (boxes) => align(boxes, to)),
      distribute: (along) => place(`Distribute ${along}`, 3, (boxes) => distribute(boxes, along)),
      nudge: (dx, dy) => {
        const boxes = selected()
        const moved = [...boxes].map(([id, { x, y }]) => [id, { x: x + dx, y: y + dy }] as const)
        const label = boxes.size === 1 ? 'Move node' : `Move ${boxes.size} nodes`
        const coalesce = `move:${[...boxes.keys()].join()}`
        if (boxes.size > 0) store.getState().tx(label, move(Object.fromEntries(moved)), { coalesce })
      },
    }
  }, [store, mapping])
}
