import { type RefObject, useEffect, useRef } from 'react'
import type { Point } from '../canvas/arrange.ts'

/** Where the pointer is over the canvas, in the window's pixels; null while it is elsewhere. */
export type PointerPlace = RefObject<Point | null>

export function usePointerPlace(): PointerPlace {
  const place = useRef<Point | null>(null)
  useEffect(() => {
    const onPointerMove = ({ target, clientX, clientY }: PointerEvent) => {
      const isOverCanvas = target instanceof Element && target.closest('.react-flow') !== null
      place.current = isOverCanvas ? { x: clientX, y: clientY } : null
    }
    window.addEventListener('pointermove', onPointerMove, { passive: true })
    return () => window.removeEventListener('pointermove', onPointerMove)
  }, [])
  return place
}

/** In the window's pixels. */
export function middleOfCanvas(): Point {
  const { x, y, width, height } =
    document.querySelector('.react-flow')?.getBoundingClientRect() ?? new DOMRect()
  return { x: x + width / 2, y: y + height / 2 }
}
