/**
 * The one door to React Flow: nothing else imports it, so that its next major version is met in one file.
 */
import '@xyflow/react/dist/base.css'
import { useStore } from '@xyflow/react'

export {
  Background,
  BackgroundVariant,
  BaseEdge,
  type Connection,
  ConnectionLineType,
  type Edge,
  type EdgeChange,
  EdgeLabelRenderer,
  type EdgeProps,
  type EdgeTypes,
  type FinalConnectionState,
  type FitViewOptions,
  getNodesBounds,
  getSmoothStepPath,
  getViewportForBounds,
  Handle,
  type Node,
  type NodeChange,
  type NodeHandle,
  type NodeProps,
  type NodeTypes,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  type Rect,
  SelectionMode,
  type SnapGrid,
  useReactFlow,
  useViewport,
  type Viewport,
  type XYPosition,
} from '@xyflow/react'

/** The size of the canvas in the window's pixels. */
export const useCanvasSize = (): { width: number; height: number } =>
  useStore(({ width, height }) => ({ width, height }), shallow)

const shallow = (a: { width: number; height: number }, b: { width: number; height: number }): boolean =>
  a.width === b.width && a.height === b.height
