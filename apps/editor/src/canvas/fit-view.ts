import type { Size } from './arrange.ts'
import { type FitViewOptions, getViewportForBounds, type Rect, type Viewport } from './rf.ts'

export const MIN_ZOOM = 0.25
export const MAX_ZOOM = 2
const TOP_MARGIN = 64

/** How the whole flow is brought into view: never larger than life. */
export const fitViewOptions = { maxZoom: 1, padding: 0.15 } satisfies FitViewOptions

/**
 * The viewport in which a flow is first seen on a canvas of this size. With `startsAtTop` a short flow begins near
 * the top, so that there is room to draw on below it.
 */
export function openingViewport(bounds: Rect, canvas: Size, startsAtTop: boolean): Viewport {
  const { maxZoom, padding } = fitViewOptions
  const { x, y, zoom } = getViewportForBounds(bounds, canvas.width, canvas.height, MIN_ZOOM, maxZoom, padding)
  return { x, y: startsAtTop ? Math.min(y, TOP_MARGIN - bounds.y * zoom) : y, zoom }
}
