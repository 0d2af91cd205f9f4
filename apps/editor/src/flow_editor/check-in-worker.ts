import type { FlowDocument, Issue } from '@phloem/flow'

/** A worker that checks documents, one after the other. */
export interface CheckWorker {
  check: (document: FlowDocument, secretNames: readonly string[] | null) => Promise<readonly Issue[]>
  end: () => void
}

export function startCheckWorker(): CheckWorker {
  const worker = new Worker(new URL('./checker.worker.ts', import.meta.url), { type: 'module' })
  const asked = new Map<number, PromiseWithResolvers<readonly Issue[]>>()
  let last = 0
  worker.onmessage = ({ data: { ask, issues } }) => {
    asked.get(ask)?.resolve(issues)
    asked.delete(ask)
  }
  worker.onerror = (error) => {
    for (const { reject } of asked.values()) reject(error)
    asked.clear()
  }
  return {
    check: (document, secretNames) => {
      last += 1
      const answer = Promise.withResolvers<readonly Issue[]>()
      asked.set(last, answer)
      worker.postMessage({ ask: last, document, secretNames })
      return answer.promise
    },
    end: () => worker.terminate(),
  }
}
