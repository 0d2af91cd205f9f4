import type { FlowEdge } from '@phloem/flow'
import type { Direction } from './commands/command-table.ts'
import type { Box } from './insert-position.ts'

/**
 * The node that an arrow key leads to. Up and down follow the lines, to the nearest node that is connected and lies that
 * way; sideways, and where no line leads on, it is the nearest node of all in that direction. Null at the rim.
 */
export function neighbour(
  boxes: ReadonlyMap<string, Box>,
  edges: readonly FlowEdge[],
  from: string,
  direction: Direction,
): string | null {
  const here = boxes.get(from)
  if (here === undefined) return null
  const connected = new Set(
    edges.flatMap((edge) => (edge.from === from ? [edge.to] : edge.to === from ? [edge.from] : [])),
  )
  const ahead = [...boxes]
    .filter(([id, box]) => id !== from && isAhead(here, box, direction))
    .map(([id, box]) => ({ id, distance: distance(here, box, direction) }))
    .sort((a, b) => a.distance - b.distance)
  return (ahead.find(({ id }) => connected.has(id)) ?? ahead[0])?.id ?? null
}

const middle = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 })

function isAhead(from: Box, to: Box, direction: Direction): boolean {
  const [a, b] = [middle(from), middle(to)]
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  // Rows matter more than columns: what is beside must overlap in height, what is above or below need not.
  const isBeside = to.y < from.y + from.height && from.y < to.y + to.height
  if (direction === 'left') return isBeside && dx < 0
  if (direction === 'right') return isBeside && dx > 0
  return !isBeside && (direction === 'up' ? dy < 0 : dy > 0)
}

/** Going astray counts double. */
function distance(from: Box, to: Box, direction: Direction): number {
  const [a, b] = [middle(from), middle(to)]
  const [dx, dy] = [Math.abs(b.x - a.x), Math.abs(b.y - a.y)]
  return direction === 'left' || direction === 'right' ? dx + 2 * dy : dy + 2 * dx
}
