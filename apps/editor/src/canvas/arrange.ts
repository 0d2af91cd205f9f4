import type { FlowDocument } from '@phloem/flow'

export interface Size {
  width: number
  height: number
}
export interface Point {
  x: number
  y: number
}

const ROW_GAP = 48
const COLUMN_GAP = 48

/**
 * Where nodes stand when nobody placed them: rows by their distance from the nodes that nothing leads to, each row
 * centred, in the order of the exits that lead there.
 */
export function arrange(document: FlowDocument, sizeOf: (nodeId: string) => Size): Record<string, Point> {
  const layout: Record<string, Point> = {}
  let y = 0
  for (const row of rowsOf(document)) {
    const sizes = row.map(sizeOf)
    let x = -(sizes.reduce((sum, { width }) => sum + width, 0) + COLUMN_GAP * (row.length - 1)) / 2
    for (const [index, id] of row.entries()) {
      layout[id] = { x: Math.round(x), y }
      x += (sizes[index]?.width ?? 0) + COLUMN_GAP
    }
    y += Math.max(...sizes.map(({ height }) => height)) + ROW_GAP
  }
  return layout
}

function rowsOf({ nodes, edges }: FlowDocument): string[][] {
  const left = new Set(nodes.map(({ id }) => id))
  const entered = new Set(edges.map(({ to }) => to))
  const rows: string[][] = []
  let row = nodes.map(({ id }) => id).filter((id) => !entered.has(id))
  while (left.size > 0) {
    // Only a closed loop is left: begin it at its first node.
    if (row.length === 0) row = [...left].slice(0, 1)
    rows.push(row)
    for (const id of row) left.delete(id)
    const next = row.flatMap((id) => edges.filter(({ from }) => from === id).map(({ to }) => to))
    row = [...new Set(next)].filter((id) => left.has(id))
  }
  return rows
}
