import type { FlowEdge } from '@phloem/flow'
import type { Point, Size } from '../canvas/arrange.ts'
import { type Box, freePosition, GAP } from './insert-position.ts'

export interface Room {
  /** Where the new node stands. */
  position: Point
  /** What has to move for it. */
  moved: Record<string, Point>
}

/**
 * Room for a node in the middle of a line that leads down: what stands as low as the line's end, or lower, moves down by
 * as much as is missing. Where the line leads up or sideways nothing moves, and the node goes beside what is there.
 */
export function roomInLine(
  boxes: ReadonlyMap<string, Box>,
  { from, to }: FlowEdge,
  size: Size,
  notes: readonly ({ id: string } & Point)[] = [],
): Room {
  const [source, target] = [boxes.get(from), boxes.get(to)]
  if (!source || !target) return { position: { x: 0, y: 0 }, moved: {} }
  const middle = (source.x + source.width / 2 + target.x + target.width / 2) / 2
  const bottom = source.y + source.height
  const wanted = { x: middle - size.width / 2, y: bottom + GAP }
  if (target.y < bottom) return { position: freePosition(wanted, size, [...boxes.values()]), moved: {} }
  const missing = Math.max(0, size.height + 2 * GAP - (target.y - bottom))
  const places = [...[...boxes].map(([id, { x, y }]) => ({ id, x, y })), ...notes]
  const moved = Object.fromEntries(
    places.filter(({ y }) => missing > 0 && y >= target.y).map(({ id, x, y }) => [id, { x, y: y + missing }]),
  )
  const standing = [...boxes].map(([id, box]) => ({ ...box, ...moved[id] }))
  return { position: freePosition(wanted, size, standing), moved }
}
