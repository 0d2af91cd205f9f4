import { useState } from 'react'
import type { LayerStore } from '../../canvas/layer-store.ts'
import type { Period } from './periods.ts'
import { useCounts } from './use-counts.ts'
import { useLiveCalls } from './use-live-calls.ts'

/** What many calls do, over the canvas: where they are now, and which exits they took. Each can be switched on by itself. */
export function useLayers(flowId: string, store: LayerStore) {
  const [isLive, setIsLive] = useState(false)
  const [hasCounts, setHasCounts] = useState(false)
  const [period, setPeriod] = useState<Period>('day')
  useLiveCalls(flowId, isLive, store)
  const counts = useCounts(flowId, period, hasCounts, store)
  return {
    isLive,
    toggleLive: () => setIsLive((isOn) => !isOn),
    hasCounts,
    toggleCounts: () => setHasCounts((isOn) => !isOn),
    period,
    setPeriod,
    /** The hour since which is counted; null until it is known. */
    countedSince: counts.data?.from ?? null,
    countsFailed: counts.isError,
  }
}

export type Layers = ReturnType<typeof useLayers>
