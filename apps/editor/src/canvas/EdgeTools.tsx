import { Plus, X } from 'lucide-react'
import styles from './EdgeTools.module.css'
import { enterEdge, leaveEdge } from './hovered-edge.ts'
import { EdgeLabelRenderer } from './rf.ts'

interface EdgeToolsProps {
  edgeId: string
  /** The line in words. */
  label: string
  /** The middle of the line, in pixels of the unzoomed canvas. */
  x: number
  y: number
}

/**
 * What the pointer may do to a line. The canvas hears the buttons; the keyboard has the same in the command that connects.
 */
export const EdgeTools = ({ edgeId, label, x, y }: EdgeToolsProps) => (
  <EdgeLabelRenderer>
    {/* biome-ignore lint/a11y/noStaticElementInteractions: it only stays while the pointer is on it */}
    <div
      className={`${styles.tools} nodrag nopan`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      onMouseEnter={() => enterEdge(edgeId)}
      onMouseLeave={leaveEdge}
    >
      <button
        type="button"
        tabIndex={-1}
        data-inserts-into={edgeId}
        aria-label={`Insert a node into ${label}`}
        title="Insert a node"
      >
        <Plus size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        tabIndex={-1}
        data-deletes={edgeId}
        aria-label={`Delete ${label}`}
        title="Delete the line"
      >
        <X size={14} aria-hidden="true" />
      </button>
    </div>
  </EdgeLabelRenderer>
)
