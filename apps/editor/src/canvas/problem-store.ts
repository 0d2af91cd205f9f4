import type { Issue, Severity } from '@phloem/flow'
import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'

/** The issues of the document on the canvas, worst first. */
export type ProblemStore = StoreApi<{
  issues: readonly Issue[]
  byNode: Readonly<Record<string, readonly Issue[]>>
}>

export const createProblemStore = (): ProblemStore => createStore(() => ({ issues: [], byNode: {} }))

const none: readonly Issue[] = []
const ranks: Record<Severity, number> = { error: 0, warning: 1, note: 2 }

/** Replaces the issues; a node whose issues stayed the same keeps its list and renders nothing. */
export function setIssues(store: ProblemStore, issues: readonly Issue[]): void {
  const before = store.getState().byNode
  const byNode: Record<string, readonly Issue[]> = {}
  for (const issue of issues)
    if (issue.node !== null) byNode[issue.node] = [...(byNode[issue.node] ?? []), issue]
  for (const [id, list] of Object.entries(byNode)) {
    const known = before[id]
    if (known && JSON.stringify(known) === JSON.stringify(list)) byNode[id] = known
  }
  store.setState({ issues: issues.toSorted((a, b) => ranks[a.severity] - ranks[b.severity]), byNode })
}

export const ProblemContext = createContext<ProblemStore>(createProblemStore())

export const useNodeIssues = (nodeId: string): readonly Issue[] =>
  useStore(useContext(ProblemContext), ({ byNode }) => byNode[nodeId] ?? none)

export const useIssues = (): readonly Issue[] => useStore(useContext(ProblemContext), ({ issues }) => issues)
