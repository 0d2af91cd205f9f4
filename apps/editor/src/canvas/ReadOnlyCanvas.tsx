import type { FlowDocument } from '@phloem/flow'
import { useEffect, useMemo } from 'react'
import { definitions } from './definitions.ts'
import { FlowCanvas } from './FlowCanvas.tsx'
import { createFlowMapping } from './flow-mapping.ts'
import { ReactFlowProvider, useReactFlow } from './rf.ts'

export interface ReadOnlyCanvasProps {
  document: FlowDocument
  focusNodeId?: string | undefined
  /** Whether the node is brought to the middle; not when it was picked where it stands. */
  isCentred?: boolean
  onPick?: ((nodeId: string) => void) | undefined
}

/** A flow for reading, with one of its nodes in view. What lies over it comes in by contexts. */
export function ReadOnlyCanvas({ document, focusNodeId, isCentred = true, onPick }: ReadOnlyCanvasProps) {
  const mapping = useMemo(() => createFlowMapping(definitions, false), [])
  const selection = useMemo(() => ({ nodes: focusNodeId ? [focusNodeId] : [], edges: [] }), [focusNodeId])
  return (
    <ReactFlowProvider>
      <FlowCanvas document={document} mapping={mapping} selection={selection} onPick={onPick}>
        <CentreOn nodeId={isCentred ? focusNodeId : undefined} />
      </FlowCanvas>
    </ReactFlowProvider>
  )
}

function CentreOn({ nodeId }: { nodeId: string | undefined }) {
  const { getNode, setCenter, getZoom } = useReactFlow()
  useEffect(() => {
    const node = nodeId === undefined ? undefined : getNode(nodeId)
    if (!node) return
    const { position, width = 0, height = 0 } = node
    void setCenter(position.x + width / 2, position.y + height / 2, { zoom: getZoom() })
  }, [nodeId, getNode, setCenter, getZoom])
  return null
}
