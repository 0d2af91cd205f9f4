import type { FlowEdge } from '@phloem/flow'

/**
 * For each node that a call can reach, the last node that it surely passed before: its immediate dominator, null for
 * one that nothing surely precedes. Following it from node to node gives all that has always run.
 *
 * Cooper, Harvey, Kennedy: A Simple, Fast Dominance Algorithm.
 */
export function immediateDominators(
  edges: readonly FlowEdge[],
  entries: readonly string[],
): ReadonlyMap<string, string | null> {
  const order = reversePostorder(edges, entries)
  const place = new Map(order.map((id, index) => [id, index]))
  const entering = Map.groupBy(
    edges.filter(({ from }) => place.has(from)),
    ({ to }) => to,
  )
  const dominators = new Map<string, string | null>(entries.map((id) => [id, null]))

  const nearestCommon = (one: string | null, other: string | null): string | null => {
    let [a, b] = [one, other]
    while (a !== b) {
      if (a === null || b === null) return null
      if ((place.get(a) ?? 0) > (place.get(b) ?? 0)) a = dominators.get(a) ?? null
      else b = dominators.get(b) ?? null
    }
    return a
  }

  let hasChanged = true
  while (hasChanged) {
    hasChanged = false
    for (const id of order) {
      if (entries.includes(id)) continue
      const known = (entering.get(id) ?? []).map(({ from }) => from).filter((from) => dominators.has(from))
      const dominator = known.reduce<string | null>(nearestCommon, known[0] ?? null)
      if (dominators.has(id) && dominators.get(id) === dominator) continue
      dominators.set(id, dominator)
      hasChanged = true
    }
  }
  return dominators
}

/** The nodes that a call has surely passed before it reaches this one, the nearest first. */
export function alwaysBefore(dominators: ReadonlyMap<string, string | null>, nodeId: string): string[] {
  const before: string[] = []
  let id = dominators.get(nodeId) ?? null
  while (id !== null) {
    before.push(id)
    id = dominators.get(id) ?? null
  }
  return before
}

/** Every node after those that lead to it, but for loops. */
function reversePostorder(edges: readonly FlowEdge[], entries: readonly string[]): string[] {
  const leaving = Map.groupBy(edges, ({ from }) => from)
  const seen = new Set<string>()
  const finished: string[] = []
  // Flows may be long, so the way back is kept in a list instead of in calls.
  for (const entry of entries) {
    const open = [{ id: entry, next: 0 }]
    seen.add(entry)
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const edge = leaving.get(top.id)?.[top.next]
      top.next += 1
      if (edge === undefined) {
        finished.push(top.id)
        open.pop()
      } else if (!seen.has(edge.to)) {
        seen.add(edge.to)
        open.push({ id: edge.to, next: 0 })
      }
    }
  }
  return finished.reverse()
}
