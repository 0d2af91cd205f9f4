import type { FlowEdge } from '../document.ts'

/**
 * Breadth first along the edges: every node id that can be reached, with the edge by which it is reached first
 * (null where the search began). Of a document's edges the earlier ones win, so that the answer never varies.
 */
export function search(
  from: Iterable<string>,
  leaving: ReadonlyMap<string, readonly FlowEdge[]>,
  isOpen: (edge: FlowEdge) => boolean = () => true,
): Map<string, FlowEdge | null> {
  const reached = new Map<string, FlowEdge | null>()
  for (const id of from) reached.set(id, null)
  // A Map is walked in the order of insertion and includes what is added on the way.
  for (const id of reached.keys()) {
    for (const edge of leaving.get(id) ?? []) {
      if (!reached.has(edge.to) && isOpen(edge)) reached.set(edge.to, edge)
    }
  }
  return reached
}

/** The edges of the shortest way to a node that the search reached. */
export function pathTo(id: string, reached: ReadonlyMap<string, FlowEdge | null>): FlowEdge[] {
  const path: FlowEdge[] = []
  for (let edge = reached.get(id); edge; edge = reached.get(edge.from)) path.push(edge)
  return path.reverse()
}
