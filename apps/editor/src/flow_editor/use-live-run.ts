import { useEffect, useRef } from 'react'
import { useServerEvent } from '../api/server-events.ts'
import type { RunStore } from '../canvas/run-store.ts'
import { followCall, type LiveStep } from './follow-call.ts'

/** Shows the newest call of the flow on the canvas while it happens; steps that come together are drawn together. */
export function useLiveRun(flowId: string, store: RunStore): void {
  const arrived = useRef<LiveStep[]>([])
  const frame = useRef(0)
  useServerEvent('step', (step) => {
    if (step.flowId !== flowId) return
    arrived.current.push(step)
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => {
      const steps = arrived.current
      arrived.current = []
      store.setState(({ run }) => ({ run: steps.reduce(followCall, run) }))
    })
  })
  useEffect(() => () => cancelAnimationFrame(frame.current), [])
}
