import type { FlowDocument, FlowEdge, FlowNode } from '@phloem/flow'
import { useMemo, useRef, useState } from 'react'
import { definitions } from '../canvas/definitions.ts'
import { edgeId } from '../canvas/flow-mapping.ts'
import { toast } from '../ui/toast.ts'
import { count } from '../words/count.ts'
import { shownKeys } from './commands/keys.ts'
import { useEditorStore } from './editor-context.ts'
import { chosenNotes, connect, type Edit, gapOf, removable, remove, removeAndHeal } from './edits.ts'
import type { UsedNodes } from './used-among.ts'

/** A deletion that waits for a word, since templates of other nodes name what would go. */
export interface AskedDeletion extends UsedNodes {
  confirm: () => void
}

export interface Deleting {
  /** What is selected, but no trigger: without one a flow never begins. Offers to close the gap that one node leaves. */
  delete: () => void
  /** The same, and what led to each node leads on to where that led. With nothing selected it closes the last gap. */
  deleteAndHeal: () => void
  /** Null while nothing is asked. */
  asked: AskedDeletion | null
  dismiss: () => void
}

export function useDeleting(): Deleting {
  const store = useEditorStore()
  const [asked, setAsked] = useState<AskedDeletion | null>(null)
  const lastGap = useRef<FlowEdge | null>(null)
  return useMemo(() => {
    const closeGap = () => {
      const edge = lastGap.current
      lastGap.current = null
      const { document, tx } = store.getState()
      const isThere = (id: string) => document.nodes.some((node) => node.id === id)
      const isOpen = document.edges.every(({ from, exit }) => from !== edge?.from || exit !== edge.exit)
      if (edge && isOpen && isThere(edge.from) && isThere(edge.to)) tx('Close the gap', connect(edge))
    }
    const offer = (gap: FlowEdge | null, name: string) => {
      lastGap.current = gap
      if (gap === null) return
      const keys = shownKeys('$mod+Backspace')
      toast(`Deleted ${name}.`, 'neutral', { title: `Close the gap (${keys})`, run: closeGap })
    }
    const deleteWith = (removal: (ids: readonly string[]) => Edit) => {
      const { document, selection, tx } = store.getState()
      const nodes = removable(document, selection.nodes, definitions)
      const notes = chosenNotes(document, selection)
      if (selection.nodes.length > nodes.length + notes.length) toast('Start stays: every flow begins there.')
      if (nodes.length + notes.length + selection.edges.length === 0) return
      const what = [
        ...nodes.map(({ name }) => name),
        ...(notes.length > 0 ? [count(notes.length, 'note')] : []),
      ]
      const label = what.length === 0 ? 'Delete connection' : `Delete ${what.join(', ')}`
      const ids = nodes.map(({ id }) => id)
      const noteIds = notes.map(({ id }) => id)
      const isChosen = (edge: FlowEdge) => selection.edges.includes(edgeId(edge))
      const confirm = () => {
        // Lines that are selected too go first, so that none of them is led on.
        tx(label, (before) => removal(ids)(remove(noteIds, isChosen)(before)))
        const [only, ...others] = nodes
        const isAlone = only !== undefined && others.length + selection.edges.length === 0
        offer(removal === remove && isAlone ? gapOf(document, only.id) : null, only?.name ?? '')
      }
      if (!isMentioned(document, nodes)) return confirm()
      void import('./used-among.ts').then(({ usedAmong }) => {
        const used = usedAmong(document, nodes)
        if (used === null) confirm()
        else setAsked({ ...used, confirm })
      })
    }
    const isAnySelected = () => {
      const { nodes, edges } = store.getState().selection
      return nodes.length + edges.length > 0
    }
    return {
      delete: () => deleteWith(remove),
      deleteAndHeal: () => (isAnySelected() ? deleteWith(removeAndHeal) : closeGap()),
      asked,
      dismiss: () => setAsked(null),
    }
  }, [store, asked])
}

/** Whether any text of other nodes holds one of the names: mostly none does, and nothing need be parsed. */
const isMentioned = (document: FlowDocument, nodes: readonly FlowNode[]): boolean => {
  const others = document.nodes.filter(({ id }) => nodes.every((node) => node.id !== id))
  const texts = JSON.stringify(others.map(({ config }) => config))
  return nodes.some(({ name }) => texts.includes(name))
}
