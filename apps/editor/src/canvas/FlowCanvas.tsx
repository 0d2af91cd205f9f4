import type { FlowDocument, FlowEdge } from '@phloem/flow'
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import type { Point } from './arrange.ts'
import { CanvasControls } from './CanvasControls.tsx'
import { ArrowHead, EdgeLine } from './EdgeLine.tsx'
import styles from './FlowCanvas.module.css'
import { fitViewOptions } from './fit-view.ts'
import { type CardNode, type ExitEdge, type FlowMapping, type Selection, toFlowEdge } from './flow-mapping.ts'
import { NodeCard } from './NodeCard.tsx'
import { GRID } from './node-geometry.ts'
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type EdgeChange,
  type FinalConnectionState,
  type NodeChange,
  ReactFlow,
  type ReactFlowInstance,
  SelectionMode,
  type SnapGrid,
} from './rf.ts'
import { useRun } from './run-store.ts'
import './canvas.css'

/** What may be done to the flow on the canvas. */
export interface CanvasEdits {
  onSelect: (change: (selection: Selection) => Selection) => void
  onMove: (positions: Record<string, Point>, by: 'pointer' | 'keys') => void
  onConnect: (edge: FlowEdge) => void
  /** A wire was let go over the empty canvas; the place is in the window's pixels. */
  onDropWire: (exit: Pick<FlowEdge, 'from' | 'exit'>, place: Point) => void
  /** Enter was pressed on a node. */
  onOpen: (nodeId: string) => void
}

interface FlowCanvasProps {
  document: FlowDocument
  mapping: FlowMapping
  selection: Selection
  /** Absent: the canvas is for reading only. */
  edits?: CanvasEdits
  children?: ReactNode
}

const nodeTypes = { card: NodeCard }
const edgeTypes = { exit: EdgeLine }
const TOP_MARGIN = 64
const snapGrid: SnapGrid = [GRID, GRID]

/** Draws a flow document. It keeps positions only while nodes are dragged; everything else is the document's. */
export function FlowCanvas({ document, mapping, selection, edits, children }: FlowCanvasProps) {
  const [moving, setMoving] = useState<Record<string, Point>>({})
  const isDragging = useRef(false)
  const nodes = useMemo(
    () => mapping.toNodes(document, selection, moving),
    [mapping, document, selection, moving],
  )
  const edges = useMemo(() => mapping.toEdges(document, selection), [mapping, document, selection])
  const hasRun = useRun((run) => run !== null)

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const selected = changes.filter((change) => change.type === 'select')
      if (selected.length > 0)
        edits?.onSelect((known) => ({ ...known, nodes: reselect(known.nodes, selected) }))
      const moved: Record<string, Point> = {}
      let isOver = true
      for (const change of changes) {
        if (change.type !== 'position' || !change.position) continue
        moved[change.id] = change.position
        if (change.dragging) isOver = false
      }
      if (Object.keys(moved).length === 0) return
      if (isOver) {
        edits?.onMove(moved, isDragging.current ? 'pointer' : 'keys')
        setMoving({})
      } else {
        setMoving((known) => ({ ...known, ...moved }))
      }
      isDragging.current = !isOver
    },
    [edits],
  )

  const onEdgesChange = useCallback(
    (changes: EdgeChange<ExitEdge>[]) => {
      const selected = changes.filter((change) => change.type === 'select')
      if (selected.length > 0)
        edits?.onSelect((known) => ({ ...known, edges: reselect(known.edges, selected) }))
    },
    [edits],
  )

  const onConnect = useCallback(
    (connection: Connection) => {
      const edge = toFlowEdge(connection)
      if (edge) edits?.onConnect(edge)
    },
    [edits],
  )

  /** A wire let go anywhere on a card means the card; over the empty canvas it asks for a new node. */
  const onConnectEnd = useCallback(
    (event: MouseEvent | TouchEvent, { isValid, fromHandle }: FinalConnectionState) => {
      if (isValid || !edits || fromHandle?.type !== 'source' || !fromHandle.id) return
      const { clientX, clientY } =
        'changedTouches' in event ? (event.changedTouches[0] ?? { clientX: 0, clientY: 0 }) : event
      const below = window.document.elementFromPoint(clientX, clientY)
      const exit = { from: fromHandle.nodeId, exit: fromHandle.id }
      const to = below?.closest<HTMLElement>('.react-flow__node')?.dataset.id
      if (to !== undefined) {
        if (to !== exit.from && canBeEntered(nodes, to)) edits.onConnect({ ...exit, to })
      } else if (below?.closest('.react-flow__pane')) {
        edits.onDropWire(exit, { x: clientX, y: clientY })
      }
    },
    [edits, nodes],
  )

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const node = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')
    const id = node?.dataset.id
    if (event.key !== 'Enter' || node !== event.target || id === undefined || !edits) return
    event.preventDefault()
    edits.onOpen(id)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the nodes inside, which have the focus
    <div className={styles.canvas} data-has-run={hasRun || undefined} onKeyDown={onKeyDown}>
      <ArrowHead />
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onConnect={onConnect}
        onConnectEnd={onConnectEnd}
        connectionLineType={ConnectionLineType.SmoothStep}
        connectionRadius={32}
        nodesDraggable={edits !== undefined}
        nodesConnectable={edits !== undefined}
        elementsSelectable={edits !== undefined}
        edgesFocusable={edits !== undefined}
        deleteKeyCode={null}
        selectionMode={SelectionMode.Partial}
        panOnScroll={edits !== undefined}
        preventScrolling={edits !== undefined}
        zoomOnScroll={false}
        snapToGrid
        snapGrid={snapGrid}
        onInit={edits ? fitFromTop : fitAll}
        minZoom={0.25}
        maxZoom={2}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.5} />
        <CanvasControls />
        {children}
      </ReactFlow>
    </div>
  )
}

const fitAll = ({ fitView }: ReactFlowInstance<CardNode, ExitEdge>): void => void fitView(fitViewOptions)

/** A short flow begins near the top, so that there is room to draw on below it. */
async function fitFromTop(flow: ReactFlowInstance<CardNode, ExitEdge>): Promise<void> {
  await flow.fitView(fitViewOptions)
  const top = flow.getNodesBounds(flow.getNodes()).y
  const { x, y, zoom } = flow.getViewport()
  await flow.setViewport({ x, y: Math.min(y, TOP_MARGIN - top * zoom), zoom })
}

function reselect(known: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const selected = new Set(known)
  for (const change of changes) change.selected ? selected.add(change.id) : selected.delete(change.id)
  return [...selected]
}

const canBeEntered = (nodes: readonly CardNode[], id: string): boolean =>
  nodes.find((node) => node.id === id)?.data.definition?.isTrigger === false
