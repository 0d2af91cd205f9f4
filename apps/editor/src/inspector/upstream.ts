import type { FlowDocument, FlowEdge } from '@phloem/flow'

export interface Upstream {
  nodeId: string
  /** The exits by which a path from there leads on to the node. */
  exits: readonly string[]
}

/** The nodes from which a path leads to the node, nearest first; of a loop, the others in it too. */
export function upstreamOf({ edges }: Pick<FlowDocument, 'edges'>, nodeId: string): Upstream[] {
  const found = new Set([nodeId])
  const { entering, leaving } = indexOf(edges)
  for (const id of found) for (const { from } of entering.get(id) ?? []) found.add(from)
  return [...found].slice(1).map((id) => ({
    nodeId: id,
    exits: (leaving.get(id) ?? []).filter(({ to }) => found.has(to)).map(({ exit }) => exit),
  }))
}

interface EdgeIndex {
  entering: ReadonlyMap<string, readonly FlowEdge[]>
  leaving: ReadonlyMap<string, readonly FlowEdge[]>
}

const known = new WeakMap<FlowDocument['edges'], EdgeIndex>()

/** Made once for a list of edges: every node of a large flow is asked about when a panel opens. */
function indexOf(edges: FlowDocument['edges']): EdgeIndex {
  const index = known.get(edges) ?? {
    entering: Map.groupBy(edges, ({ to }) => to),
    leaving: Map.groupBy(edges, ({ from }) => from),
  }
  known.set(edges, index)
  return index
}
