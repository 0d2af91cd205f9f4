import type { FlowSummary } from '../api/types.ts'
import { type EditorState, isUnsaved } from './editor-store.ts'

/** Whether publishing would change anything. A summary of another revision is old: then it may. */
export function hasUnpublishedChanges(
  state: Pick<EditorState, 'document' | 'saved' | 'revision'>,
  summary: Pick<FlowSummary, 'revision' | 'publishedVersion' | 'hasUnpublishedChanges'> | undefined,
): boolean {
  if (isUnsaved(state) || !summary || summary.publishedVersion === null) return true
  return summary.revision !== state.revision || summary.hasUnpublishedChanges
}
