import type { Size } from './arrange.ts'
import { type FitViewOptions, getViewportForBounds, type Rect, type Viewport } from './rf.ts'

export const MIN_ZOOM = 0.25
export const MAX_ZOOM = 2
const TOP_MARGIN = 64
/** Smaller than that nobody reads a card, so that a flow that would need it opens where it begins. */
const LEAST_READABLE = 0.4
const READABLE = 0.8

/** How the whole flow is brought into view: never larger than life. */
export const fitViewOptions = { maxZoom: 1, padding: 0.15 } satisfies FitViewOptions

/**
 * The viewport in which a flow is first seen on a canvas of this size. With `startsAtTop` a short flow begins near
 * the top, so that there is room to draw on below it. A large one opens at its start.
 */
export function openingViewport(
  bounds: Rect,
  canvas: Size,
  startsAtTop: boolean,
  start: Rect = bounds,
): Viewport {
  const { maxZoom, padding } = fitViewOptions
  const { x, y, zoom } = getViewportForBounds(bounds, canvas.width, canvas.height, MIN_ZOOM, maxZoom, padding)
  if (zoom < LEAST_READABLE) {
    const middle = start.x + start.width / 2
    return { x: canvas.width / 2 - middle * READABLE, y: TOP_MARGIN - start.y * READABLE, zoom: READABLE }
  }
  return { x, y: startsAtTop ? Math.min(y, TOP_MARGIN - bounds.y * zoom) : y, zoom }
}
