import type { FlowDocument } from '@phloem/flow'
import type { FlowMapping } from '../canvas/flow-mapping.ts'
import { noteSize } from '../canvas/note-size.ts'
import type { Box } from './insert-position.ts'

/** The notes too. */
export const allBoxesOf = (document: FlowDocument, mapping: FlowMapping): Map<string, Box> =>
  new Map([
    ...boxesOf(document, mapping),
    ...(document.notes ?? []).map((note) => [note.id, { ...note.position, ...noteSize(note) }] as const),
  ])

/** Where the nodes stand on the canvas, by id. */
export function boxesOf(document: FlowDocument, mapping: FlowMapping): Map<string, Box> {
  const positions = mapping.positionsOf(document)
  return new Map(
    document.nodes.map((node) => {
      const { width, height } = mapping.geometryOf(node, document.edges)
      return [node.id, { ...positions(node.id), width, height }]
    }),
  )
}
