import { useState } from 'react'
import type { ApiError } from '../api/client.ts'
import type { FlowSummary } from '../api/types.ts'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import { useFieldStore } from '../inspector/field-store.ts'
import { unfinishedFields } from '../inspector/unfinished-fields.ts'
import { toast } from '../ui/toast.ts'
import { useEditorStore } from './editor-context.ts'
import { hasUnpublishedChanges } from './publish-state.ts'
import type { ProblemTour } from './use-problem-tour.ts'

/** What is being done: publishing, for its own sake or so that a test call can follow, or the test call. */
type Stage = { kind: 'publish'; reason?: string; thenTest: boolean } | { kind: 'test' }

export function usePublishing(
  summary: FlowSummary | undefined,
  problems: ProblemStore,
  checkNow: () => Promise<unknown>,
  tour: ProblemTour,
) {
  const store = useEditorStore()
  const fields = useFieldStore()
  const [stage, setStage] = useState<Stage | null>(null)

  const refuse = () => {
    tour.showAll()
    setStage(null)
  }
  /** What stands in a field and is no value yet would be missing in the version. */
  const showUnfinished = (): boolean => {
    for (const node of store.getState().document.nodes) {
      const wanted = unfinishedFields(fields.getState(), node)
      if (wanted.length === 0) continue
      store.getState().select({ nodes: [node.id], edges: [] })
      fields.setState({ wanted: { nodeId: node.id, fields: wanted } })
      toast(`${node.name} has a field that is not finished.`, 'warning')
      return true
    }
    return false
  }
  const begin = async (next: Stage) => {
    await checkNow()
    if (tour.hasErrors()) refuse()
    else if (!showUnfinished()) setStage(next)
  }
  return {
    stage,
    publish: () => void begin({ kind: 'publish', thenTest: false }),
    test: () => {
      if (!hasUnpublishedChanges(store.getState(), summary)) return setStage({ kind: 'test' })
      const reason = 'A test call runs the published version, and this draft has changes. Publish it first.'
      void begin({ kind: 'publish', thenTest: true, reason })
    },
    onPublished: () =>
      setStage((known) => (known?.kind === 'publish' && known.thenTest ? { kind: 'test' } : null)),
    onRefused: ({ issues }: ApiError) => {
      setIssues(problems, issues)
      refuse()
    },
    close: () => setStage(null),
  }
}

export type Publishing = ReturnType<typeof usePublishing>
