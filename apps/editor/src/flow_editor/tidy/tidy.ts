import { Graph, layout } from '@dagrejs/dagre'
import type { Point, Size } from '../../canvas/arrange.ts'

export interface TidyGraph {
  nodes: ({ id: string } & Size)[]
  /** Those that leave one node in the order of its exits. */
  edges: { from: string; to: string }[]
}

const ROW_GAP_PX = 64
const COLUMN_GAP_PX = 48
const GRID_PX = 8

/**
 * Places nodes in rows, top to bottom, with few crossings; where one node leads to several, they stand in the order of its
 * exits. Places are on the grid, relative to each other only.
 */
export function tidy({ nodes, edges }: TidyGraph): Record<string, Point> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'TB', ranksep: ROW_GAP_PX, nodesep: COLUMN_GAP_PX })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const { from, to } of edges) if (from !== to) graph.setEdge(from, to)
  layout(graph, { constraints: exitOrder(edges) })
  return Object.fromEntries(
    nodes.map(({ id, width, height }) => {
      // dagre's places are the middles.
      const { x = 0, y = 0 } = graph.node(id)
      return [id, { x: onGrid(x - width / 2), y: onGrid(y - height / 2) }]
    }),
  )
}

function exitOrder(edges: TidyGraph['edges']): { left: string; right: string }[] {
  const targets = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const known = targets.get(from) ?? []
    if (from !== to && !known.includes(to)) targets.set(from, [...known, to])
  }
  const pairs = [...targets.values()].flatMap((ordered) =>
    ordered.slice(1).map((right, index) => ({ left: ordered[index] ?? '', right })),
  )
  // Two nodes may be led to in opposite orders; then the first one counts.
  const seen = new Set<string>()
  return pairs.filter(({ left, right }) => {
    seen.add(`${left} ${right}`)
    return !seen.has(`${right} ${left}`)
  })
}

const onGrid = (length: number): number => Math.round(length / GRID_PX) * GRID_PX
