import { useCallback } from 'react'
import { useReactFlow } from '../canvas/rf.ts'
import type { Box } from './insert-position.ts'

const MARGIN_PX = 24

/** Brings a place of the canvas into view: at once, and no further than needed. */
export function useReveal(): (box: Box) => void {
  const { getViewport, setViewport, flowToScreenPosition } = useReactFlow()
  return useCallback(
    ({ x, y, width, height }) => {
      const canvas = document.querySelector('.react-flow')?.getBoundingClientRect()
      if (!canvas) return
      const start = flowToScreenPosition({ x, y })
      const end = flowToScreenPosition({ x: x + width, y: y + height })
      const dx = shiftInto(start.x, end.x, canvas.left, canvas.right)
      const dy = shiftInto(start.y, end.y, canvas.top, canvas.bottom)
      if (dx === 0 && dy === 0) return
      const viewport = getViewport()
      void setViewport({ ...viewport, x: viewport.x + dx, y: viewport.y + dy })
    },
    [getViewport, setViewport, flowToScreenPosition],
  )
}

/** How far a span has to move to lie between two bounds; the start wins where it is too long. */
function shiftInto(start: number, end: number, low: number, high: number): number {
  if (start < low) return low + MARGIN_PX - start
  return end > high ? Math.max(high - MARGIN_PX - end, low + MARGIN_PX - start) : 0
}

/** In a large flow a node that was out of view is on the page only some frames after it came into view. */
export function focusNode(nodeId: string, framesLeft = 10): void {
  const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(nodeId)}"]`)
  if (node) node.focus({ preventScroll: true })
  else if (framesLeft > 0) requestAnimationFrame(() => focusNode(nodeId, framesLeft - 1))
}
