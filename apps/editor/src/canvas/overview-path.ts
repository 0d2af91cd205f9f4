import type { NodeGroup } from '@phloem/flow'
import type { Point, Size } from './arrange.ts'

export type OverviewBox = Point & Size & { group: NodeGroup | 'unknown' }

/** Around all boxes, in pixels of the unzoomed canvas. */
const MARGIN = 200

/** One SVG path that draws all these boxes. */
export const pathOf = (boxes: readonly (Point & Size)[]): string =>
  boxes.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join('')

/** The rectangle in which all boxes lie, and some room around them. */
export function boundsOf(boxes: readonly (Point & Size)[]): Point & Size {
  if (boxes.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN }
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { x, y, width, height } of boxes) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  }
}
