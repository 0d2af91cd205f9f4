import { useCallback } from 'react'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { allBoxesOf, boxesOf } from './boxes.ts'
import type { Direction } from './commands/command-table.ts'
import { useEditorStore } from './editor-context.ts'
import { focusNode, useReveal } from './use-reveal.ts'
import { neighbour } from './walk.ts'

export interface Walking {
  /** To the node that an arrow key means. */
  walk: (direction: Direction) => void
  goTo: (nodeId: string) => void
}

/** Leads selection and focus to another node. */
export function useWalking(mapping: FlowMapping): Walking {
  const store = useEditorStore()
  const reveal = useReveal()
  const goTo = useCallback(
    (nodeId: string) => {
      const { document, select } = store.getState()
      const box = allBoxesOf(document, mapping).get(nodeId)
      if (box === undefined) return
      select({ nodes: [nodeId], edges: [] })
      reveal(box)
      focusNode(nodeId)
    },
    [store, mapping, reveal],
  )
  const walk = useCallback(
    (direction: Direction) => {
      const { document, selection } = store.getState()
      const focused = window.document.activeElement?.closest<HTMLElement>('.react-flow__node')?.dataset.id
      const from = focused ?? selection.nodes.at(-1) ?? document.nodes[0]?.id
      if (from === undefined) return
      const isAnyChosen = focused !== undefined || selection.nodes.length > 0
      const to = isAnyChosen ? neighbour(boxesOf(document, mapping), document.edges, from, direction) : from
      if (to !== null) goTo(to)
    },
    [store, mapping, goTo],
  )
  return { walk, goTo }
}
