/**
 * The one door to React Flow: nothing else imports it, so that its next major version is met in one file.
 */
import '@xyflow/react/dist/base.css'

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
  type Viewport,
  type XYPosition,
} from '@xyflow/react'
