import type { FlowSummary } from '../../api/types.ts'
import type { Tone } from '../../ui/Badge.tsx'

/** Whether callers meet the flow, and whether they meet what the editor shows. */
export function flowState({
  publishedVersion,
  hasUnpublishedChanges,
}: Pick<FlowSummary, 'publishedVersion' | 'hasUnpublishedChanges'>): { title: string; tone: Tone } {
  if (publishedVersion === null) return { title: 'Draft', tone: 'neutral' }
  return hasUnpublishedChanges
    ? { title: `Published v${publishedVersion}, changes`, tone: 'accent' }
    : { title: `Published v${publishedVersion}`, tone: 'success' }
}
