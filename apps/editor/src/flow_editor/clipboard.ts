import type { FlowDocument, FlowEdge, FlowNode, FlowNote } from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'

/** Nodes as text, so that they can be pasted into another flow, or sent to somebody. */
export interface Clip {
  kind: 'phloem/nodes'
  v: 1
  nodes: FlowNode[]
  /** Those between the nodes. */
  edges: FlowEdge[]
  layout: Record<string, Point>
  notes?: FlowNote[]
  /** The lines that led in from elsewhere. */
  entering?: FlowEdge[]
}

export function clipOf(
  document: FlowDocument,
  ids: readonly string[],
  positionOf: (id: string) => Point,
): Clip {
  const isIn = (id: string) => ids.includes(id)
  const entering = document.edges.filter(({ from, to }) => !isIn(from) && isIn(to))
  return {
    kind: 'phloem/nodes',
    v: 1,
    nodes: document.nodes.filter(({ id }) => isIn(id)),
    edges: document.edges.filter(({ from, to }) => isIn(from) && isIn(to)),
    layout: Object.fromEntries(
      document.nodes.filter(({ id }) => isIn(id)).map(({ id }) => [id, positionOf(id)]),
    ),
    ...(entering.length > 0 && { entering }),
    ...(document.notes?.some(({ id }) => isIn(id)) && {
      notes: document.notes.filter(({ id }) => isIn(id)),
    }),
  }
}

/** The clip that a text holds; null for any other text. Whether its nodes are sound is for the checks to say. */
export function readClip(text: string): Clip | null {
  if (!text.includes('"phloem/nodes"')) return null
  try {
    const clip = JSON.parse(text)
    const isClip = clip?.kind === 'phloem/nodes' && clip.v === 1
    return isClip && Array.isArray(clip.nodes) && Array.isArray(clip.edges) ? { layout: {}, ...clip } : null
  } catch {
    return null
  }
}

/** A clip as a document of its own, for the checks. */
export const documentOf = ({ nodes, edges, layout, notes }: Clip): FlowDocument => ({
  phloem: 1,
  id: 'clip',
  name: 'Clip',
  nodes,
  edges,
  layout,
  ...(notes && { notes }),
})
