import { type KeyboardEvent, type PointerEvent, useLayoutEffect, useRef, useState } from 'react'
import styles from './PanelSeparator.module.css'
import {
  fittingWidth,
  keepWidth,
  keptWidth,
  LEAST_WIDTH,
  mostWidth,
  USUAL_WIDTH,
  widthAfterKey,
} from './panel-width.ts'

/** The width at which the page opens; set with the rest of it, so that nothing shifts. */
export const openingWidth = (): number => fittingWidth(keptWidth(localStorage), window.innerWidth)

/** Between the canvas and the panel: drag it, move it by the arrows, or click it twice for the usual width. */
export function PanelSeparator() {
  const separator = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(openingWidth)
  useLayoutEffect(() => {
    separator.current?.parentElement?.style.setProperty('--panel-width', `${width}px`)
  }, [width])

  const keep = (wanted: number) => {
    const fitting = fittingWidth(wanted, window.innerWidth)
    setWidth(fitting)
    keepWidth(localStorage, fitting)
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0
    keep(right - event.clientX)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const next = widthAfterKey(event.key, event.shiftKey, width, window.innerWidth)
    if (next === null) return
    event.preventDefault()
    keep(next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule can be neither moved nor focused
    <div
      ref={separator}
      className={styles.separator}
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-valuenow={width}
      aria-valuemin={LEAST_WIDTH}
      aria-valuemax={mostWidth(window.innerWidth)}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => keep(USUAL_WIDTH)}
      onKeyDown={onKeyDown}
    />
  )
}
