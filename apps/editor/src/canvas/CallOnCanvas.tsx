import type { FlowDocument } from '@phloem/flow'
import { useEffect, useMemo, useState } from 'react'
import type { Delivery } from '../api/types.ts'
import { CentreOn } from './CentreOn.tsx'
import { definitions } from './definitions.ts'
import { FlowCanvas } from './FlowCanvas.tsx'
import { createFlowMapping } from './flow-mapping.ts'
import { ReactFlowProvider } from './rf.ts'
import { type RunStep, runOf, withReport } from './run.ts'
import { createRunStore, RunContext } from './run-store.ts'

interface CallOnCanvasProps {
  /** The version of the flow that the call is pinned to. */
  document: FlowDocument
  /** The events of the call so far, in order. */
  events: readonly RunStep[]
  /** The reports that it has sent. */
  deliveries: readonly Delivery[]
  focusNodeId?: string | undefined
}

/** A call on the canvas of its flow, for reading: where it went, in which order, and how it stands. */
export function CallOnCanvas({ document, events, deliveries, focusNodeId }: CallOnCanvasProps) {
  const run = useMemo(() => deliveries.reduce(withReport, runOf('', events)), [events, deliveries])
  const [store] = useState(() => createRunStore(run))
  useEffect(() => store.setState({ run }), [store, run])
  const mapping = useMemo(() => createFlowMapping(definitions), [])
  const selection = useMemo(() => ({ nodes: focusNodeId ? [focusNodeId] : [], edges: [] }), [focusNodeId])
  return (
    <ReactFlowProvider>
      <RunContext value={store}>
        <FlowCanvas document={document} mapping={mapping} selection={selection}>
          <CentreOn nodeId={focusNodeId} />
        </FlowCanvas>
      </RunContext>
    </ReactFlowProvider>
  )
}
