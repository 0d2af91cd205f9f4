import type { Point, Size } from '../canvas/arrange.ts'
import { GRID } from '../canvas/node-geometry.ts'

export type Box = Point & Size

/** Between a node and what is put below or beside it. */
export const GAP = 48

/**
 * Where a new node goes when nobody points at a place: centred below the anchor, then beside that place to the
 * right until it is free.
 */
export function insertPosition(size: Size, boxes: readonly Box[], anchor: Box | undefined): Point {
  const y = anchor ? anchor.y + anchor.height + GAP : 0
  const x = anchor ? anchor.x + (anchor.width - size.width) / 2 : -size.width / 2
  return freePosition({ x, y }, size, boxes)
}

/** A place on the grid, moved to the right until it is free. */
export function freePosition(wanted: Point, size: Size, boxes: readonly Box[]): Point {
  const y = onGrid(wanted.y)
  let x = onGrid(wanted.x)
  for (;;) {
    const blocking = boxes.find((box) => overlaps({ x, y, ...size }, box))
    if (blocking === undefined) return { x, y }
    x = onGrid(blocking.x + blocking.width + GAP + GRID / 2)
  }
}

/** A node dropped by the pointer stands on the grid, centred under the pointer. */
export const dropPosition = ({ x, y }: Point, { width, height }: Size): Point => ({
  x: onGrid(x - width / 2),
  y: onGrid(y - height / 2),
})

const onGrid = (length: number): number => Math.round(length / GRID) * GRID

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width + GRID &&
  b.x < a.x + a.width + GRID &&
  a.y < b.y + b.height + GRID &&
  b.y < a.y + a.height + GRID
