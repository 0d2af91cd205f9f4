import type { FlowDocument, FlowEdge, FlowNode, NodeDefinition } from '@phloem/flow'
import { definitions } from '../canvas/definitions.ts'
import type { PaletteEntry } from './commands/CommandPalette.tsx'
import type { Transact } from './editor-store.ts'
import { connect, disconnect } from './edits.ts'

export interface ExitActions {
  tx: Transact
  /** Adds a node that an exit leads to. */
  onExtend: (exit: Pick<FlowEdge, 'from' | 'exit'>, definition: NodeDefinition) => void
  /** Puts a new node into a line. */
  onInsert: (edge: FlowEdge, definition: NodeDefinition) => void
}

/**
 * All that may be done to the exits of a node, in words: lead them to a node, one by one or all at once, to a new one, put
 * one into a line, let a line go. Exits that lead nowhere come first.
 */
export function exitEntries(
  document: FlowDocument,
  nodeId: string | undefined,
  addable: readonly NodeDefinition[],
  { tx, onExtend, onInsert }: ExitActions,
): PaletteEntry[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (node === undefined) return []
  const exits = definitions.get(node.type)?.exits.filter((exit) => !exit.unavailable) ?? []
  const edgeOf = (exit: string) => document.edges.find((edge) => edge.from === node.id && edge.exit === exit)
  const nameOf = (id: string) => document.nodes.find((each) => each.id === id)?.name ?? id
  const added = addable.filter(({ isTrigger }) => !isTrigger)
  const lead = (label: string, ids: readonly string[], to: string) => () =>
    tx(label, connect(...ids.map((exit) => ({ from: node.id, exit, to }))))

  const entries = exits
    .toSorted((a, b) => Number(edgeOf(a.id) !== undefined) - Number(edgeOf(b.id) !== undefined))
    .flatMap(({ id, title }): PaletteEntry[] => {
      const edge = edgeOf(id)
      const leads = targetsOf(document, node).map((target) => ({
        id: `${id}-${target.id}`,
        title: `${title} → ${target.name}`,
        group: edge ? 'Redirect' : 'Connect',
        run: lead('Connect exit', [id], target.id),
      }))
      const news = added.map((definition) => ({
        id: `${id}-new-${definition.type}`,
        title: `${title} → a new ${definition.title}${edge ? ` → ${nameOf(edge.to)}` : ''}`,
        group: edge ? 'Insert' : 'Add',
        run: () => (edge ? onInsert(edge, definition) : onExtend({ from: node.id, exit: id }, definition)),
      }))
      const cut = {
        id: `${id}-nowhere`,
        title: `${title} → nowhere`,
        group: 'Cut',
        run: () => tx('Delete connection', disconnect({ from: node.id, exit: id })),
      }
      return [...leads, ...news, ...(edge ? [cut] : [])]
    })
  if (exits.length < 2) return entries
  const all = exits.map(({ id }) => id)
  const together = targetsOf(document, node).map((target) => ({
    id: `all-${target.id}`,
    title: `All exits → ${target.name}`,
    group: 'Connect',
    run: lead(`Connect all exits of ${node.name}`, all, target.id),
  }))
  return [...entries, ...together]
}

const targetsOf = ({ nodes }: FlowDocument, node: FlowNode): FlowNode[] =>
  nodes.filter(({ id, type }) => id !== node.id && !definitions.get(type)?.isTrigger)
