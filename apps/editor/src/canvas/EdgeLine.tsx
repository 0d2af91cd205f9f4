import { memo } from 'react'
import { backEdgeX } from './back-edge.ts'
import { type ChangeSign, useChangeSigns } from './change-signs.ts'
import styles from './EdgeLine.module.css'
import { EdgeTools } from './EdgeTools.tsx'
import type { ExitEdge } from './flow-mapping.ts'
import { heatWidth } from './heat.ts'
import { useIsHovered } from './hovered-edge.ts'
import { useHeat, useIsCovered, useLive } from './layer-store.ts'
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from './rf.ts'
import { useRun } from './run-store.ts'

export const ARROW_ID = 'phloem-arrow'
/** How far a line leaves a card before it turns. */
const STUB = 16

/** An edge; once a call went along it, it is lit and tells at which places of the path. */
export const EdgeLine = memo(function EdgeLine(props: EdgeProps<ExitEdge>) {
  const { id, sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data, selected } = props
  const isHovered = useIsHovered(id)
  const orders = useRun((run) => run?.edges[id])
  const change = useChangeSigns()?.edges[id]
  const isCovered = useIsCovered(id)
  const hasFailed = orders !== undefined && props.sourceHandleId === 'failed'
  const width = useHeat((heat) => heat && heatWidth(heat.counts[id] ?? 0, heat.most))
  const isTaken = useHeat((heat) => (heat?.counts[id] ?? 0) > 0)
  const moves = useLive((live) => live?.moves[id] ?? 0)
  const turnX = data && targetY < sourceY ? backEdgeX(sourceX, targetX, data.reach) : undefined
  const [path, middleX, middleY] = getSmoothStepPath({
    sourceX,
    sourceY,
    targetX,
    targetY,
    sourcePosition,
    targetPosition,
    borderRadius: 12,
    ...(turnX !== undefined && { centerX: turnX }),
    // Between two cards that stand close the line goes straight down rather than round about.
    offset: targetY > sourceY ? Math.min(STUB, (targetY - sourceY) / 2) : STUB,
  })
  return (
    <>
      <BaseEdge
        path={path}
        className={classesOf(
          {
            lit: orders,
            failed: hasFailed,
            heat: isTaken,
            cold: width !== null && !isTaken,
            untaken: !orders && data?.isUntaken,
            uncovered: isCovered === false,
          },
          change,
        )}
        {...(width !== null && { style: { strokeWidth: width } })}
        markerEnd={`url(#${ARROW_ID})`}
        interactionWidth={24}
      />
      {moves > 0 && (
        <circle key={moves} r={7} className={styles.mark} style={{ offsetPath: `path("${path}")` }} />
      )}
      {data?.isEditable && (selected || isHovered) && (
        <EdgeTools edgeId={id} label={data.label} x={middleX} y={middleY} />
      )}
      {orders && (
        <EdgeLabelRenderer>
          <span
            className={styles.order}
            data-has-failed={hasFailed || undefined}
            style={{ transform: `translate(-50%, 0) translate(${sourceX}px, ${sourceY + 3}px)` }}
          >
            {orders.join(', ')}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  )
})

const classesOf = (states: Record<string, unknown>, change: ChangeSign | undefined): string =>
  ['line', ...Object.keys(states).filter((state) => states[state]), change]
    .map((name) => name && styles[name])
    .filter(Boolean)
    .join(' ')

/** The arrow head that all edges share; it takes the colour of the line that it ends. */
export function ArrowHead() {
  return (
    <svg className={styles.definitions} aria-hidden="true">
      <defs>
        <marker
          id={ARROW_ID}
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="10"
          markerHeight="10"
          markerUnits="userSpaceOnUse"
          orient="auto-start-reverse"
        >
          <path d="M1 1 L9 5 L1 9 Z" fill="context-stroke" />
        </marker>
      </defs>
    </svg>
  )
}
