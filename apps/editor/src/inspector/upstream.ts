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

/** Whether every path from the entries to the node passes `before`: what it sets is then always set. */
export function isAlwaysBefore(
  { edges }: Pick<FlowDocument, 'edges'>,
  entries: readonly string[],
  before: string,
  nodeId: string,
): boolean {
  const reached = new Set(entries.filter((id) => id !== before))
  for (const id of reached)
    for (const { from, to } of edges) if (from === id && to !== before) reached.add(to)
  return !reached.has(nodeId)
}
