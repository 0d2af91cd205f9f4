import type { Issue } from '@phloem/flow'
import { useCallback, useEffect, useState } from 'react'
import { getEgressVerdict } from '../api/egress.ts'
import { definitions } from '../canvas/definitions.ts'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import { useEditorStore } from './editor-context.ts'
import { createEgressVerdicts } from './egress-verdicts.ts'

const QUIET_MS = 150
/** Half an address leads somewhere else. */
const ADDRESS_QUIET_MS = 500

/**
 * Checks the document at the first of a burst of changes and a moment after the last, and asks the server whether its
 * URLs can be reached. What it returns checks at once and answers the issues.
 */
export function useChecks(problems: ProblemStore): () => Promise<readonly Issue[]> {
  const store = useEditorStore()
  const [verdicts] = useState(() => createEgressVerdicts(definitions, getEgressVerdict))
  const checkNow = useCallback(async () => {
    const { checkDocument } = await import('./checker.ts')
    const { document } = store.getState()
    const issues = [...checkDocument(document), ...verdicts.issuesOf(document)]
    setIssues(problems, issues)
    return issues
  }, [store, problems, verdicts])
  useEffect(() => {
    void checkNow()
    let timer: ReturnType<typeof setTimeout> | undefined
    let addressTimer: ReturnType<typeof setTimeout> | undefined
    const learn = async () => {
      if (await verdicts.learn(store.getState().document)) await checkNow()
    }
    void learn()
    let isQuiet = true
    const unsubscribe = store.subscribe(({ document }, before) => {
      if (document === before.document) return
      const isFirst = isQuiet
      if (isFirst) void checkNow()
      isQuiet = false
      clearTimeout(timer)
      timer = setTimeout(() => {
        isQuiet = true
        if (!isFirst) void checkNow()
      }, QUIET_MS)
      clearTimeout(addressTimer)
      addressTimer = setTimeout(() => void learn(), ADDRESS_QUIET_MS)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
      clearTimeout(addressTimer)
    }
  }, [store, checkNow, verdicts])
  return checkNow
}
