import type { NodeDefinition } from '@phloem/flow'
import { useEffect, useRef } from 'react'
import type { Point } from '../canvas/arrange.ts'
import { NodeIcon } from '../canvas/NodeIcon.tsx'
import styles from './QuickAdd.module.css'

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
      popover.current?.showPopover()
      popover.current?.querySelector('button')?.focus()
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <div
      ref={popover}
      popover="auto"
      role="dialog"
      aria-label="Connect a new node"
      className={styles.menu}
      style={{ left: place.x, top: place.y }}
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
