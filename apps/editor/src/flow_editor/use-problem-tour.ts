import { type Issue, isError, issueLine } from '@phloem/flow'
import { useState } from 'react'
import type { ProblemStore } from '../canvas/problem-store.ts'
import { showMistakes, useFieldStore } from '../inspector/field-store.ts'
import { useEditorStore } from './editor-context.ts'

/** Walks through the issues: each selects its node and focuses its field. */
export function useProblemTour(problems: ProblemStore, reveal: (nodeId: string) => void) {
  const editor = useEditorStore()
  const fields = useFieldStore()
  const [isOpen, setIsOpen] = useState(false)
  const [current, setCurrent] = useState<Issue | null>(null)

  const pick = (issue: Issue) => {
    setCurrent(issue)
    const nodeId = issue.node
    if (nodeId === null) return
    // In narrow windows the list and the node's panel lie over each other.
    if (matchMedia('(max-width: 68.75em)').matches) setIsOpen(false)
    editor.getState().select({ nodes: [nodeId], edges: [] })
    showMistakes(fields, [nodeId])
    reveal(nodeId)
    if (issue.field !== null) fields.setState({ wanted: { nodeId, fields: [issue.field] } })
  }
  const step = (by: 1 | -1) => {
    const { issues } = problems.getState()
    const index = issues.findIndex((issue) => current !== null && issueLine(issue) === issueLine(current))
    const next = issues.at(index === -1 && by === -1 ? -1 : (index + by) % issues.length)
    setIsOpen(true)
    if (next) pick(next)
  }
  /** Shows all mistakes, on the fields too; for when they stand in the way. */
  const showAll = () => {
    const ids = editor.getState().document.nodes.map(({ id }) => id)
    showMistakes(fields, ids)
    setIsOpen(true)
  }
  return {
    isOpen,
    setIsOpen,
    current,
    pick,
    step,
    showAll,
    hasErrors: () => problems.getState().issues.some(isError),
  }
}

export type ProblemTour = ReturnType<typeof useProblemTour>
