import type { Issue } from '@phloem/flow'
import { useCallback, useEffect } from 'react'
import { useSecretNames } from '../api/secrets.ts'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import { useEditorStore } from './editor-context.ts'

const QUIET_MS = 150

/**
 * Checks the document at the first of a burst of changes and a moment after the last. What it returns checks at
 * once and answers the issues.
 */
export function useChecks(problems: ProblemStore): () => Promise<readonly Issue[]> {
  const store = useEditorStore()
  const secretNames = useSecretNames()
  const checkNow = useCallback(async () => {
    const { checkDocument } = await import('./checker.ts')
    const issues = checkDocument(store.getState().document, secretNames)
    setIssues(problems, issues)
    return issues
  }, [store, problems, secretNames])
  useEffect(() => {
    void checkNow()
    let timer: ReturnType<typeof setTimeout> | undefined
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
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, checkNow])
  return checkNow
}
