import type { EdgeCounts } from '../api/calls.ts'
import { edgeId } from './flow-mapping.ts'
import type { Heat } from './layer-store.ts'

export function heatOf(counts: EdgeCounts['counts']): Heat {
  const byEdge = Object.fromEntries(
    counts.map(({ nodeId, exit, count }) => [edgeId({ from: nodeId, exit }), count]),
  )
  return { counts: byEdge, most: Math.max(1, ...Object.values(byEdge)) }
}

const THINNEST_PX = 1.5
const THICKEST_PX = 12

/** By the root, so that one call in a hundred can still be told from none. */
export const heatWidth = (count: number, most: number): number =>
  count === 0 ? THINNEST_PX : 2 + (THICKEST_PX - 2) * Math.sqrt(count / most)

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

export const heatWords = (count: number): string => short.format(count)
