import type { NodeDefinition } from '@phloem/flow'
import { useEffect, useRef } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { NodeIcon } from '../canvas/NodeIcon.tsx'
import styles from './QuickAdd.module.css'

const MARGIN_PX = 8

interface QuickAddProps {
  /** In the window's pixels. */
  place: Point
  definitions: readonly NodeDefinition[]
  onPick: (definition: NodeDefinition) => void
  onClose: () => void
}

/** The nodes to which a wire that was let go over the empty canvas may lead. */
export function QuickAdd({ place, definitions, onPick, onClose }: QuickAddProps) {
  const popover = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The release of the pointer that let the wire go would dismiss it again.
    const frame = requestAnimationFrame(() => {
      const menu = popover.current
      if (!menu) return
      menu.showPopover()
      const { width, height } = menu.getBoundingClientRect()
      menu.style.left = `${within(place.x, width, window.innerWidth)}px`
      menu.style.top = `${within(place.y, height, window.innerHeight)}px`
      menu.querySelector('button')?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [place])
  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label="Connect a new node"
      className={styles.menu}
      onToggle={({ newState }) => {
        if (newState === 'closed') onClose()
      }}
      onKeyDown={(event) => event.key === 'Escape' && event.stopPropagation()}
    >
      {definitions.map((definition) => (
        <button key={definition.type} type="button" onClick={() => onPick(definition)}>
          <NodeIcon group={definition.group} />
          {definition.title}
        </button>
      ))}
    </div>
  )
}

/** Where something of this length begins so that it ends inside the window. */
const within = (start: number, length: number, end: number): number =>
  Math.max(0, Math.min(start, end - length - MARGIN_PX))
