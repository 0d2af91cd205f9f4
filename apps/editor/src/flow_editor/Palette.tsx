import type { NodeDefinition } from '@phloem/flow'
import { createPortal } from 'react-dom'
import type { Point } from '../canvas/arrange.ts'
import { NodeIcon } from '../canvas/NodeIcon.tsx'
import styles from './Palette.module.css'
import { usePaletteDrag } from './use-palette-drag.ts'

interface PaletteProps {
  definitions: readonly NodeDefinition[]
  /** Adds a node; without a place, given in the window's pixels, near what is there. */
  onAdd: (definition: NodeDefinition, place?: Point) => void
}

/** The node types to choose from: drag one onto the canvas, or press it. */
export function Palette({ definitions, onAdd }: PaletteProps) {
  const { dragged, ghost, grab } = usePaletteDrag(onAdd)
  return (
    <nav className={styles.palette} aria-label="Nodes">
      <h2>Nodes</h2>
      <p className={styles.hint}>Drag one onto the canvas, or press it.</p>
      <ul>
        {definitions.map((definition) => (
          <li key={definition.type}>
            <button
              type="button"
              className={styles.item}
              data-group={definition.group}
              title={definition.description}
              onPointerDown={(event) => grab(event, definition)}
              onClick={() => onAdd(definition)}
            >
              <NodeIcon group={definition.group} />
              {definition.title}
            </button>
          </li>
        ))}
      </ul>
      {dragged &&
        createPortal(
          <div ref={ghost} className={styles.ghost} data-group={dragged.group} aria-hidden="true">
            <NodeIcon group={dragged.group} />
            {dragged.title}
          </div>,
          document.body,
        )}
    </nav>
  )
}
