import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { getEdgeCounts } from '../../api/calls.ts'
import { heatOf } from '../../canvas/heat.ts'
import type { LayerStore } from '../../canvas/layer-store.ts'
import { beginOf, type Period } from './periods.ts'

const REFRESH_MS = 10_000

/** Keeps how often the exits of a flow were taken on its canvas. */
export function useCounts(flowId: string, period: Period, isOn: boolean, layers: LayerStore) {
  const query = useQuery({
    queryKey: ['edge_counts', flowId, period],
    queryFn: () => getEdgeCounts(flowId, beginOf(period, Date.now())),
    enabled: isOn,
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
  })
  const counts = isOn ? query.data?.counts : undefined
  useEffect(() => layers.setState({ heat: counts === undefined ? null : heatOf(counts) }), [counts, layers])
  return query
}
