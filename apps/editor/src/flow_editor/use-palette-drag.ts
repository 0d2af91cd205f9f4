import type { NodeDefinition } from '@phloem/flow'
import { type PointerEvent as ReactPointerEvent, useCallback, useRef, useState } from 'react'
import type { Point } from '../canvas/arrange.ts'

const THRESHOLD_PX = 4

/**
 * Drags by pointer events, since the browser's own dragging knows no touch. A press that does not move stays a
 * click; Esc or a drop outside the canvas adds nothing.
 */
export function usePaletteDrag(onDrop: (definition: NodeDefinition, place: Point) => void) {
  const [dragged, setDragged] = useState<NodeDefinition | null>(null)
  const place = useRef<Point>({ x: 0, y: 0 })
  const element = useRef<HTMLElement | null>(null)

  const ghost = useCallback((node: HTMLElement | null) => {
    element.current = node
    follow(node, place.current)
  }, [])

  const grab = ({ button, isPrimary, clientX, clientY }: ReactPointerEvent, definition: NodeDefinition) => {
    if (button !== 0 || !isPrimary) return
    const listening = new AbortController()
    const { signal } = listening
    let isDragging = false
    const end = () => {
      listening.abort()
      setDragged(null)
    }
    const move = (event: PointerEvent) => {
      if (!event.isPrimary) return
      place.current = { x: event.clientX, y: event.clientY }
      if (!isDragging && Math.hypot(event.clientX - clientX, event.clientY - clientY) > THRESHOLD_PX) {
        isDragging = true
        setDragged(definition)
      }
      follow(element.current, place.current)
    }
    const drop = (event: PointerEvent) => {
      if (!event.isPrimary) return
      end()
      if (!isDragging) return
      swallowNextClick()
      const at = { x: event.clientX, y: event.clientY }
      if (document.elementFromPoint(at.x, at.y)?.closest('.react-flow')) onDrop(definition, at)
    }
    window.addEventListener('pointermove', move, { signal })
    window.addEventListener('pointerup', drop, { signal })
    window.addEventListener('pointercancel', end, { signal })
    window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(), { signal })
  }
  return { dragged, ghost, grab }
}

function follow(ghost: HTMLElement | null, { x, y }: Point): void {
  if (ghost) ghost.style.translate = `calc(${x}px - 50%) calc(${y}px - 50%)`
}

/** A drag that ends where it began would press the button as well. */
function swallowNextClick(): void {
  const listening = new AbortController()
  window.addEventListener('click', (event) => event.stopPropagation(), {
    capture: true,
    signal: listening.signal,
  })
  setTimeout(() => listening.abort())
}
