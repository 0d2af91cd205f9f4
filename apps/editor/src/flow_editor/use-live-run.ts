import { useEffect, useRef } from 'react'
import { useServerEvent } from '../api/server-events.ts'
import { type Run, withReport } from '../canvas/run.ts'
import type { RunStore } from '../canvas/run-store.ts'
import { followCall } from './follow-call.ts'

type Advance = (run: Run | null) => Run | null

/**
 * Shows the newest call of the flow on the canvas while it happens; what comes together is drawn together. Paused while
 * all calls are shown: the path of one would hide where the others are.
 */
export function useLiveRun(flowId: string, store: RunStore, isPaused: boolean): void {
  const arrived = useRef<Advance[]>([])
  const frame = useRef(0)
  const draw = (advance: Advance) => {
    arrived.current.push(advance)
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const advances = arrived.current
      arrived.current = []
      store.setState(({ run }) => ({ run: advances.reduce((known, next) => next(known), run) }))
    })
  }
  useServerEvent('step', (step) => {
    if (step.flowId === flowId && !isPaused) draw((run) => followCall(run, step))
  })
  useServerEvent('delivery', (delivery) => {
    if (delivery.flowId === flowId)
      draw((run) => (run?.callUUID === delivery.callUUID ? withReport(run, delivery) : run))
  })
  useEffect(() => {
    if (isPaused) store.setState({ run: null })
  }, [isPaused, store])
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
}
