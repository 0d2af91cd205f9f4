import { useState } from 'react'
import type { ApiError } from '../api/client.ts'
import type { FlowSummary } from '../api/types.ts'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import { useEditorStore } from './editor-context.ts'
import { hasUnpublishedChanges } from './publish-state.ts'
import type { ProblemTour } from './use-problem-tour.ts'

/** What is being done: publishing, for its own sake or so that a test call can follow, or the test call. */
type Stage = { kind: 'publish'; reason?: string; thenTest: boolean } | { kind: 'test' }

export function usePublishing(
  summary: FlowSummary | undefined,
  problems: ProblemStore,
  checkNow: () => unknown,
  tour: ProblemTour,
) {
  const store = useEditorStore()
  const [stage, setStage] = useState<Stage | null>(null)

  const refuse = () => {
    tour.showAll()
    setStage(null)
  }
  const begin = (next: Stage) => {
    checkNow()
    if (tour.hasErrors()) refuse()
    else setStage(next)
  }
  return {
    stage,
    publish: () => begin({ kind: 'publish', thenTest: false }),
    test: () => {
      if (!hasUnpublishedChanges(store.getState(), summary)) return setStage({ kind: 'test' })
      const reason = 'A test call runs the published version, and this draft has changes. Publish it first.'
      begin({ kind: 'publish', thenTest: true, reason })
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
