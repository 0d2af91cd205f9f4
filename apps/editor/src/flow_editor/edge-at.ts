import type { FlowDocument, FlowEdge } from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'
import { edgeId } from '../canvas/flow-mapping.ts'

/** The edge whose line runs through a place of the window, under whatever else is there. */
export function edgeAt({ edges }: FlowDocument, { x, y }: Point): FlowEdge | undefined {
  const ids = window.document
    .elementsFromPoint(x, y)
    .flatMap((element) => element.closest<SVGElement>('.react-flow__edge')?.dataset.id ?? [])
  return edges.find((edge) => ids.includes(edgeId(edge)))
}
