import { Maximize, Minus, Plus } from 'lucide-react'
import { memo } from 'react'
import styles from './CanvasControls.module.css'
import { fitViewOptions } from './fit-view.ts'
import { Panel, useReactFlow } from './rf.ts'

/** Zoom buttons; each jumps at once, so that nothing moves under a pointer that is already on its way. */
export const CanvasControls = memo(function CanvasControls() {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  return (
    <Panel position="bottom-left" className={styles.controls ?? ''}>
      <button type="button" aria-label="Zoom in" title="Zoom in" onClick={() => void zoomIn()}>
        <Plus size={16} aria-hidden="true" />
      </button>
      <button type="button" aria-label="Zoom out" title="Zoom out" onClick={() => void zoomOut()}>
        <Minus size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label="Fit view"
        title="Fit view"
        onClick={() => void fitView(fitViewOptions)}
      >
        <Maximize size={16} aria-hidden="true" />
      </button>
    </Panel>
  )
})
