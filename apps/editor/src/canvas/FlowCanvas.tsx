import type { FlowDocument, FlowEdge } from '@phloem/flow'
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent as ReactMouseEvent,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { Point } from './arrange.ts'
import { CanvasControls } from './CanvasControls.tsx'
import { ArrowHead, EdgeLine } from './EdgeLine.tsx'
import styles from './FlowCanvas.module.css'
import { MAX_ZOOM, MIN_ZOOM, openingViewport } from './fit-view.ts'
import {
  type CanvasNode,
  type ExitEdge,
  type FlowMapping,
  type Selection,
  toFlowEdge,
  withPlaces,
} from './flow-mapping.ts'
import { enterEdge, leaveEdge } from './hovered-edge.ts'
import { NodeCard } from './NodeCard.tsx'
import { NoteCard } from './NoteCard.tsx'
import { GRID } from './node-geometry.ts'
import {
  Background,
  BackgroundVariant,
  type Connection,
  ConnectionLineType,
  type EdgeChange,
  type FinalConnectionState,
  getNodesBounds,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  type SnapGrid,
  type Viewport,
} from './rf.ts'
import { useRun } from './run-store.ts'
import './canvas.css'

/** What may be done to the flow on the canvas. */
export interface CanvasEdits {
  onSelect: (change: (selection: Selection) => Selection) => void
  onMove: (positions: Record<string, Point>) => void
  onConnect: (edge: FlowEdge) => void
  /** A wire was let go over the empty canvas; the place is in the window's pixels. */
  onDropWire: (exit: Pick<FlowEdge, 'from' | 'exit'>, place: Point) => void
  /** The plus below an exit that leads nowhere was pressed; the place is below it. */
  onExtend: (exit: Pick<FlowEdge, 'from' | 'exit'>, place: Point) => void
  /** A node is to be put into a line; the place is the line's middle, in the window's pixels. */
  onInsert: (edgeId: string, place: Point) => void
  onDeleteEdge: (edgeId: string) => void
  /** A menu was asked for at an exit, by the other button of the mouse. */
  onExitMenu: (exit: Pick<FlowEdge, 'from' | 'exit'>, place: Point) => void
  /** The empty canvas was clicked twice. */
  onAddAt: (place: Point) => void
  /** A wire was let go over a card to which it can't lead. */
  onRefuseWire: (nodeId: string) => void
  /** Enter was pressed on a node. */
  onOpen: (nodeId: string) => void
  /** A node has got the focus by the keyboard. */
  onFocus: (nodeId: string) => void
}

interface FlowCanvasProps {
  document: FlowDocument
  mapping: FlowMapping
  selection: Selection
  /** Absent: the canvas is for reading only. */
  edits?: CanvasEdits
  /** A node was clicked, or Enter was pressed on it, where the canvas is for reading. */
  onPick?: ((nodeId: string) => void) | undefined
  children?: ReactNode
}

const nodeTypes = { card: NodeCard, note: NoteCard }
const edgeTypes = { exit: EdgeLine }
const onEdgeMouseEnter = (_: ReactMouseEvent, { id }: ExitEdge) => enterEdge(id)
/** Larger flows show only what is in view, as their sizes are known; smaller ones stay whole, for the Tab key. */
const MOST_RENDERED = 150
const snapGrid: SnapGrid = [GRID, GRID]

/** Draws a flow document. It keeps positions only while nodes are dragged; everything else is the document's. */
export function FlowCanvas({ document, mapping, selection, edits, onPick, children }: FlowCanvasProps) {
  const [moving, setMoving] = useState<Record<string, Point>>({})
  const placed = useMemo(
    (): CanvasNode[] => [...mapping.toNotes(document, selection), ...mapping.toNodes(document, selection)],
    [mapping, document, selection],
  )
  const nodes = useMemo(() => withPlaces(placed, moving), [placed, moving])
  const edges = useMemo(() => mapping.toEdges(document, selection), [mapping, document, selection])
  const hasRun = useRun((run) => run !== null)

  const canvas = useRef<HTMLDivElement>(null)
  const [opening, setOpening] = useState<Viewport | null>(null)
  const [isOpen, setIsOpen] = useState(false)
  // Before the first paint, so that nothing jumps.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes later moves no viewport
  useLayoutEffect(() => {
    const { width, height } = canvas.current?.getBoundingClientRect() ?? { width: 0, height: 0 }
    const trigger = nodes.find((node) => node.type === 'card' && node.data.definition?.isTrigger)
    const start = trigger && getNodesBounds([trigger])
    setOpening(openingViewport(getNodesBounds(nodes), { width, height }, edits !== undefined, start))
  }, [])

  const onNodesChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
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
        edits?.onMove(moved)
        setMoving({})
      } else {
        setMoving((known) => ({ ...known, ...moved }))
      }
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

  /** A plain click on one of several selected nodes means that one. */
  const onNodeClick = useCallback(
    ({ ctrlKey, metaKey, shiftKey }: ReactMouseEvent, { id }: CanvasNode) => {
      onPick?.(id)
      if (!ctrlKey && !metaKey && !shiftKey) edits?.onSelect(() => ({ nodes: [id], edges: [] }))
    },
    [edits, onPick],
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
        if (to === exit.from) return
        if (canBeEntered(placed, to)) edits.onConnect({ ...exit, to })
        else edits.onRefuseWire(to)
      } else if (below?.closest('.react-flow__pane')) {
        edits.onDropWire(exit, { x: clientX, y: clientY })
      }
    },
    [edits, placed],
  )

  /** Before React Flow hears of it, which would select the node or let the line go. */
  const onClickCapture = (event: ReactMouseEvent<HTMLElement>) => {
    const pressed = (event.target as Element).closest<HTMLElement>(
      '[data-adds-to], [data-inserts-into], [data-deletes]',
    )
    if (!pressed || !edits) return
    event.stopPropagation()
    const { left, width, bottom } = pressed.getBoundingClientRect()
    const below = { x: left + width / 2, y: bottom + 8 }
    const { addsTo, insertsInto, deletes } = pressed.dataset
    const from = pressed.closest<HTMLElement>('.react-flow__node')?.dataset.id
    if (insertsInto !== undefined) edits.onInsert(insertsInto, below)
    else if (deletes !== undefined) edits.onDeleteEdge(deletes)
    else if (addsTo !== undefined && from !== undefined) edits.onExtend({ from, exit: addsTo }, below)
  }

  const onContextMenu = (event: ReactMouseEvent<HTMLElement>) => {
    const handle = (event.target as Element).closest<HTMLElement>('.react-flow__handle.source')
    const { nodeid: from, handleid: exit } = handle?.dataset ?? {}
    if (!edits || from === undefined || exit === undefined) return
    event.preventDefault()
    edits.onExitMenu({ from, exit }, { x: event.clientX, y: event.clientY })
  }

  const onDoubleClick = ({ target, clientX, clientY }: ReactMouseEvent<HTMLElement>) => {
    if ((target as Element).matches('.react-flow__pane')) edits?.onAddAt({ x: clientX, y: clientY })
  }

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const node = (event.target as HTMLElement).closest<HTMLElement>('.react-flow__node')
    const id = node?.dataset.id
    if (node !== event.target || id === undefined) return
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (onPick && (event.key === 'Enter' || event.key === ' ')) onPick(id)
    else if (event.key === 'Enter') edits?.onOpen(id)
    else if (event.key === ' ') edits?.onSelect(() => ({ nodes: [id], edges: [] }))
    else return
    event.preventDefault()
  }

  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    const id = target.closest<HTMLElement>('.react-flow__node')?.dataset.id
    if (id !== undefined && target.matches(':focus-visible')) edits?.onFocus(id)
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the nodes inside, which have the focus
    <div
      ref={canvas}
      className={styles.canvas}
      data-has-run={hasRun || undefined}
      data-opening={!isOpen || undefined}
      onKeyDown={onKeyDown}
      onClickCapture={onClickCapture}
      onDoubleClick={onDoubleClick}
      onContextMenu={onContextMenu}
      onFocus={onFocus}
    >
      <ArrowHead />
      {opening && (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeClick={onNodeClick}
          onEdgeMouseEnter={onEdgeMouseEnter}
          onEdgeMouseLeave={leaveEdge}
          onConnect={onConnect}
          onConnectEnd={onConnectEnd}
          connectionLineType={ConnectionLineType.SmoothStep}
          connectionRadius={32}
          onlyRenderVisibleElements={nodes.length > MOST_RENDERED}
          nodesDraggable={edits !== undefined}
          nodesConnectable={edits !== undefined}
          elementsSelectable={edits !== undefined}
          edgesFocusable={edits !== undefined}
          deleteKeyCode={null}
          // Its arrow keys move nodes; ours walk.
          disableKeyboardA11y
          selectionMode={SelectionMode.Partial}
          panOnScroll={edits !== undefined}
          preventScrolling={edits !== undefined}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          snapToGrid
          snapGrid={snapGrid}
          defaultViewport={opening}
          onInit={() => setIsOpen(true)}
          minZoom={MIN_ZOOM}
          maxZoom={MAX_ZOOM}
        >
          <Background variant={BackgroundVariant.Dots} gap={GRID * 3} size={1.5} />
          <CanvasControls />
          {children}
        </ReactFlow>
      )}
    </div>
  )
}

function reselect(known: readonly string[], changes: readonly { id: string; selected: boolean }[]): string[] {
  const selected = new Set(known)
  for (const change of changes) change.selected ? selected.add(change.id) : selected.delete(change.id)
  return [...selected]
}

const canBeEntered = (nodes: readonly CanvasNode[], id: string): boolean =>
  nodes.some((node) => node.id === id && node.type === 'card' && node.data.definition?.isTrigger === false)
