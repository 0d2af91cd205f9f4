import type { FlowDocument } from '@phloem/flow'
import { type PointerEvent, useMemo } from 'react'
import type { FlowMapping } from './flow-mapping.ts'
import styles from './Overview.module.css'
import { boundsOf, type OverviewBox, pathOf } from './overview-path.ts'
import { Panel, useCanvasSize, useReactFlow, useViewport } from './rf.ts'

interface OverviewProps {
  document: FlowDocument
  mapping: FlowMapping
}

const GROUPS = ['trigger', 'voice', 'integration', 'unknown'] as const

/**
 * The whole flow in small: press or drag to go there. It is for the pointer alone, as the keyboard has the outline. One
 * path for all boxes of a kind, so that it costs next to nothing however large the flow is.
 */
export function Overview({ document, mapping }: OverviewProps) {
  const { setCenter, getZoom } = useReactFlow()
  const boxes = useMemo((): OverviewBox[] => {
    const positions = mapping.positionsOf(document)
    return document.nodes.map((node) => {
      const { width, height } = mapping.geometryOf(node, document.edges)
      return { ...positions(node.id), width, height, group: mapping.groupOf(node) ?? 'unknown' }
    })
  }, [document, mapping])
  const { x, y, width, height } = boundsOf(boxes)

  const goTo = (event: PointerEvent<SVGSVGElement>) => {
    if ((event.buttons & 1) === 0) return
    const inverse = event.currentTarget.getScreenCTM()?.inverse()
    const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(inverse)
    void setCenter(place.x, place.y, { zoom: getZoom() })
  }
  return (
    <Panel position="bottom-right" className={styles.overview ?? ''}>
      <svg
        viewBox={`${x} ${y} ${width} ${height}`}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goTo(event)
        }}
        onPointerMove={goTo}
      >
        {GROUPS.map((group) => (
          <path key={group} data-group={group} d={pathOf(boxes.filter((box) => box.group === group))} />
        ))}
        <View />
      </svg>
    </Panel>
  )
}

/** What of the flow is in view. */
function View() {
  const { x, y, zoom } = useViewport()
  const { width, height } = useCanvasSize()
  return (
    <rect className={styles.view} x={-x / zoom} y={-y / zoom} width={width / zoom} height={height / zoom} />
  )
}
