import type { NodeDefinition } from '@phloem/flow'
import { type ReactNode, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Point } from '../canvas/arrange.ts'
import { NodeIcon } from '../canvas/NodeIcon.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import styles from './Palette.module.css'
import { usePaletteDrag } from './use-palette-drag.ts'

interface PaletteProps {
  definitions: readonly NodeDefinition[]
  /** Adds a node; without a place, given in the window's pixels, near what is there. */
  onAdd: (definition: NodeDefinition, place?: Point) => void
  /** What is there already, as a tree. */
  outline: ReactNode
}

const tabs = [
  { id: 'add', title: 'Add' },
  { id: 'outline', title: 'Outline' },
] as const

/** The node types to choose from: drag one onto the canvas, or press it. Beside it, the outline. */
export function Palette({ definitions, onAdd, outline }: PaletteProps) {
  const [tab, setTab] = useState<string>('add')
  const { dragged, ghost, grab } = usePaletteDrag(onAdd)
  return (
    <nav className={styles.palette} aria-label="Nodes">
      <Tabs label="Nodes" tabs={tabs} selected={tab} onSelect={setTab}>
        <div className={styles.panel}>
          {tab === 'outline' ? (
            outline
          ) : (
            <>
              <p className={styles.hint}>Drag one onto the canvas or a line, or press it.</p>
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
            </>
          )}
        </div>
      </Tabs>
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
