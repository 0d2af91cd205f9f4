import { useMemo } from 'react'
import { useLastCall } from '../api/calls.ts'
import { type Run, runOf } from '../canvas/run.ts'
import { useFields } from './field-store.ts'
import { useInspector } from './inspector-context.ts'

/** The simulation or call that was seen last, or else the flow's newest call, which is asked for once it is wanted. */
export function useKnownRun(isWanted: boolean): Run | null {
  const lastRun = useFields((state) => state.lastRun)
  const { data: call } = useLastCall(useInspector().document.id, isWanted && lastRun === null)
  return useMemo(() => lastRun ?? (call ? runOf(call.callUUID, call.events) : null), [lastRun, call])
}
