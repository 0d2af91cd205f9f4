import type { FlowDocument, Issue } from '@phloem/flow'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { getEgressVerdict } from '../api/egress.ts'
import { useSecretNames } from '../api/secrets.ts'
import { definitions } from '../canvas/definitions.ts'
import { type ProblemStore, setIssues } from '../canvas/problem-store.ts'
import type { CheckWorker } from './check-in-worker.ts'
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
  const worker = useRef<CheckWorker | null>(null)
  const [verdicts] = useState(() => createEgressVerdicts(definitions, getEgressVerdict))
  const secretNames = useSecretNames()
  const checkNow = useCallback(async () => {
    for (;;) {
      const { document } = store.getState()
      const issues = [...(await check(document, secretNames, worker)), ...verdicts.issuesOf(document)]
      // Who asks decides by the issues of what stands there now, not of what stood there when it was begun.
      if (store.getState().document !== document) continue
      setIssues(problems, issues)
      return issues
    }
  }, [store, problems, verdicts, secretNames])
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
      worker.current?.end()
      worker.current = null
      unsubscribe()
      clearTimeout(timer)
      clearTimeout(addressTimer)
    }
  }, [store, checkNow, verdicts])
  return checkNow
}

/** From here on checking would take more than the 4 ms that a frame can spare. */
const MOST_NODES_BESIDE = 60

async function check(
  document: FlowDocument,
  secretNames: readonly string[] | null,
  worker: RefObject<CheckWorker | null>,
): Promise<readonly Issue[]> {
  const here = async () => (await import('./checker.ts')).checkDocument(document, secretNames)
  if (document.nodes.length <= MOST_NODES_BESIDE) return here()
  const { startCheckWorker } = await import('./check-in-worker.ts')
  worker.current ??= startCheckWorker()
  // Better late than never, where the browser gives no worker.
  return worker.current.check(document, secretNames).catch(here)
}
