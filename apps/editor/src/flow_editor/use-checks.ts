import * as compiled from 'virtual:phloem-validators'
import { check, fromCompiled, type Issue } from '@phloem/flow'
import { nodes } from '@phloem/nodes'
import { useCallback, useEffect } from 'react'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import { useEditorStore } from './editor-context.ts'

const QUIET_MS = 150

const validators = fromCompiled(compiled)

/**
 * Checks the document at the first of a burst of changes and a moment after the last. What it returns checks at
 * once and answers the issues.
 */
export function useChecks(problems: ProblemStore): () => readonly Issue[] {
  const store = useEditorStore()
  const checkNow = useCallback(() => {
    const issues = check(store.getState().document, nodes, validators)
    setIssues(problems, issues)
    return issues
  }, [store, problems])
  useEffect(() => {
    checkNow()
    let timer: ReturnType<typeof setTimeout> | undefined
    let isQuiet = true
    const unsubscribe = store.subscribe(({ document }, before) => {
      if (document === before.document) return
      const isFirst = isQuiet
      if (isFirst) checkNow()
      isQuiet = false
      clearTimeout(timer)
      timer = setTimeout(() => {
        isQuiet = true
        if (!isFirst) checkNow()
      }, QUIET_MS)
    })
    return () => {
      unsubscribe()
      clearTimeout(timer)
    }
  }, [store, checkNow])
  return checkNow
}
