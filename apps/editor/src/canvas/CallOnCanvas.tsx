import { useEffect, useMemo, useState } from 'react'
import type { Delivery } from '../api/types.ts'
import { ReadOnlyCanvas, type ReadOnlyCanvasProps } from './ReadOnlyCanvas.tsx'
import { type RunStep, runOf, withReport } from './run.ts'
import { createRunStore, RunContext } from './run-store.ts'

/** `document` is the version of the flow that the call is pinned to. */
interface CallOnCanvasProps extends ReadOnlyCanvasProps {
  /** The events of the call so far, in order; null to show the version alone. */
  events: readonly RunStep[] | null
  /** The reports that it has sent. */
  deliveries: readonly Delivery[]
}

/** A call on the canvas of its flow, for reading: where it went, in which order, and how it stands. */
export function CallOnCanvas({ events, deliveries, ...canvas }: CallOnCanvasProps) {
  const run = useMemo(() => events && deliveries.reduce(withReport, runOf('', events)), [events, deliveries])
  const [store] = useState(() => createRunStore(run))
  useEffect(() => store.setState({ run }), [store, run])
  return (
    <RunContext value={store}>
      <ReadOnlyCanvas {...canvas} />
    </RunContext>
  )
}
