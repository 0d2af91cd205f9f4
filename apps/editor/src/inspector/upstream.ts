import type { FlowDocument } from '@phloem/flow'

export interface Upstream {
  nodeId: string
  /** The exits by which a path from there leads on to the node. */
  exits: readonly string[]
}

/** The nodes from which a path leads to the node, nearest first; of a loop, the others in it too. */
export function upstreamOf({ edges }: Pick<FlowDocument, 'edges'>, nodeId: string): Upstream[] {
  const found = new Set([nodeId])
  for (const id of found) for (const { from, to } of edges) if (to === id) found.add(from)
  return [...found].slice(1).map((id) => ({
    nodeId: id,
    exits: edges.filter(({ from, to }) => from === id && found.has(to)).map(({ exit }) => exit),
  }))
}
