import { type FlowEdge, type Use, usesOf } from '@phloem/flow'
import { nodes as allDefinitions } from '@phloem/nodes'
import { useMemo, useState } from 'react'
import { definitions } from '../canvas/definitions.ts'
import { edgeId } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { count } from '../words/count.ts'
import { useEditorStore } from './editor-context.ts'
import { chosenNotes, type Edit, removable, remove, removeAndHeal } from './edits.ts'

/** A deletion that waits for a word, since templates of other nodes name what would go. */
export interface AskedDeletion {
  /** Of the nodes that are used. */
  names: readonly string[]
  uses: readonly Use[]
  confirm: () => void
}

export interface Deleting {
  /** What is selected, but no trigger: without one a flow never begins. */
  delete: () => void
  /** The same, and what led to each node leads on to where that led. */
  deleteAndHeal: () => void
  /** Null while nothing is asked. */
  asked: AskedDeletion | null
  dismiss: () => void
}

export function useDeleting(): Deleting {
  const store = useEditorStore()
  const [asked, setAsked] = useState<AskedDeletion | null>(null)
  return useMemo(() => {
    const deleteWith = (removal: (ids: readonly string[]) => Edit) => {
      const { document, selection, tx } = store.getState()
      const nodes = removable(document, selection.nodes, definitions)
      const notes = chosenNotes(document, selection)
      if (selection.nodes.length > nodes.length + notes.length) toast('Start stays: every flow begins there.')
      if (nodes.length + notes.length + selection.edges.length === 0) return
      const ids = nodes.map(({ id }) => id)
      const what = [
        ...nodes.map(({ name }) => name),
        ...(notes.length > 0 ? [count(notes.length, 'note')] : []),
      ]
      const label = what.length === 0 ? 'Delete connection' : `Delete ${what.join(', ')}`
      const isChosen = (edge: FlowEdge) => selection.edges.includes(edgeId(edge))
      // Lines that are selected too go first, so that none of them is led on.
      const noteIds = notes.map(({ id }) => id)
      const confirm = () => tx(label, (before) => removal(ids)(remove(noteIds, isChosen)(before)))

      const used = nodes.map(({ name }) => ({
        name,
        uses: usesOf(document, allDefinitions, name).filter(({ node }) => !ids.includes(node)),
      }))
      const names = used.filter(({ uses }) => uses.length > 0).map(({ name }) => name)
      if (names.length === 0) return confirm()
      setAsked({ names, uses: distinct(used.flatMap(({ uses }) => uses)), confirm })
    }
    return {
      delete: () => deleteWith(remove),
      deleteAndHeal: () => deleteWith(removeAndHeal),
      asked,
      dismiss: () => setAsked(null),
    }
  }, [store, asked])
}

/** A template may name two of the nodes. */
const distinct = (uses: readonly Use[]): Use[] => [
  ...new Map(uses.map((use) => [`${use.node} ${use.field}`, use])).values(),
]
