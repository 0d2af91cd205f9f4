import type { FlowDocument } from '@phloem/flow'
import type { ChangeSign, ChangeSigns } from '../../canvas/change-signs.ts'
import { edgeId } from '../../canvas/flow-mapping.ts'
import { documentDiff } from '../versions/document-diff.ts'

/** Two documents in one picture: all that is in the newer one, and what is in the older one alone, as ghosts. */
export interface Compared {
  document: FlowDocument
  signs: ChangeSigns
  /** Nodes that only stand elsewhere. */
  movedCount: number
}

export function compared(before: FlowDocument, after: FlowDocument): Compared {
  const changes = documentDiff(before, after)
  const nodes: Record<string, ChangeSign> = {}
  const edges: Record<string, ChangeSign> = {}
  for (const change of changes) {
    if (change.kind === 'added') nodes[change.node.id] = 'added'
    if (change.kind === 'removed') nodes[change.node.id] = 'removed'
    if (change.kind === 'renamed' || change.kind === 'set' || change.kind === 'switched')
      nodes[change.node.id] ??= 'changed'
    if (change.kind === 'led')
      edges[edgeId({ from: change.node.id, exit: change.exit })] = signOf(change.from, change.to)
  }
  const kept = new Set(after.nodes.map(({ id }) => id))
  const goneNodes = before.nodes.filter(({ id }) => !kept.has(id))
  const leading = new Set(after.edges.map(edgeId))
  const goneEdges = before.edges.filter((edge) => !leading.has(edgeId(edge)))
  for (const edge of goneEdges) edges[edgeId(edge)] = 'removed'

  let movedCount = 0
  for (const { id } of after.nodes) {
    const [was, is] = [before.layout?.[id], after.layout?.[id]]
    if (!was || !is || (was.x === is.x && was.y === is.y)) continue
    movedCount += 1
    nodes[id] ??= 'moved'
  }
  return {
    document: {
      ...after,
      nodes: [...after.nodes, ...goneNodes],
      edges: [...after.edges, ...goneEdges],
      layout: { ...before.layout, ...after.layout },
    },
    signs: { nodes, edges },
    movedCount,
  }
}

const signOf = (from: object | null, to: object | null): ChangeSign => {
  if (from === null) return 'added'
  return to === null ? 'removed' : 'changed'
}

/** Where nodes stand changes no call, so that it is shown only to those who ask. */
export const withoutMoved = ({ nodes, edges }: ChangeSigns): ChangeSigns => ({
  nodes: Object.fromEntries(Object.entries(nodes).filter(([, sign]) => sign !== 'moved')),
  edges,
})
