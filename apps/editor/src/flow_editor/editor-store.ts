import type { FlowDocument } from '@phloem/flow'
import { createStore, type StoreApi } from 'zustand'
import { edgeId, type Selection } from '../canvas/flow-mapping.ts'
import type { Edit } from './edits.ts'
import { emptyHistory, type History, record, redo, undo } from './history.ts'

export type SaveProgress = 'idle' | 'saving' | 'failed' | 'offline'

/** What undo brings back. */
interface Snapshot {
  document: FlowDocument
  selection: Selection
}

export interface EditorState extends Snapshot {
  history: History<Snapshot>
  /** The document that the server has; the draft is unsaved while it is another object. */
  saved: FlowDocument
  /** The revision that the server must still have when it is saved. */
  revision: number
  progress: SaveProgress
  /** The one way to change the document: a labelled step of the history. An edit that changes nothing is none. */
  tx: (label: string, edit: Edit, options?: { coalesce?: string; select?: Selection }) => void
  /** Selecting is no step of the history. */
  select: (selection: Selection) => void
  /** Undoes or redoes until so many steps of the history are done. */
  goTo: (doneSteps: number) => void
  undo: () => void
  redo: () => void
  saving: () => void
  saveFailed: (isOffline: boolean) => void
  /** The server has this document now, under this revision. */
  savedAs: (document: FlowDocument, revision: number) => void
}

export type EditorStore = StoreApi<EditorState>
export type Transact = EditorState['tx']

export const nothingSelected: Selection = { nodes: [], edges: [] }

export function createEditorStore(
  document: FlowDocument,
  revision: number,
  now: () => number = Date.now,
): EditorStore {
  return createStore<EditorState>((set, get) => ({
    document,
    selection: nothingSelected,
    history: emptyHistory,
    saved: document,
    revision,
    progress: 'idle',
    tx(label, edit, { coalesce, select } = {}) {
      const { document, selection, history } = get()
      const edited = edit(document)
      if (edited === document) return
      const before = { document, selection }
      const after = { document: edited, selection: within(edited, select ?? selection) }
      const step = { label, before, after, coalesce: coalesce ?? null, at: now() }
      set({ ...after, history: record(history, step) })
    },
    select(selection) {
      if (!isSame(get().selection, selection)) set({ selection })
    },
    goTo(doneSteps) {
      while (get().history.past.length > doneSteps) get().undo()
      while (get().history.past.length < doneSteps && get().history.future.length > 0) get().redo()
    },
    undo() {
      const result = undo(get().history)
      if (result) set({ history: result.history, ...result.step.before })
    },
    redo() {
      const result = redo(get().history)
      if (result) set({ history: result.history, ...result.step.after })
    },
    saving: () => set({ progress: 'saving' }),
    saveFailed: (isOffline) => set({ progress: isOffline ? 'offline' : 'failed' }),
    savedAs: (saved, revision) => set({ saved, revision, progress: 'idle' }),
  }))
}

export const isUnsaved = ({ document, saved }: Pick<EditorState, 'document' | 'saved'>): boolean =>
  document !== saved

/** What is gone is not selected any more. */
function within(document: FlowDocument, { nodes, edges }: Selection): Selection {
  const ids = new Set([...document.nodes, ...(document.notes ?? [])].map(({ id }) => id))
  const exits = new Set(document.edges.map(edgeId))
  return { nodes: nodes.filter((id) => ids.has(id)), edges: edges.filter((id) => exits.has(id)) }
}

const isSame = (a: Selection, b: Selection): boolean =>
  a.nodes.join() === b.nodes.join() && a.edges.join() === b.edges.join()
