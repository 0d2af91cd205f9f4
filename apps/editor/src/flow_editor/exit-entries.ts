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
 * one into a line, let a line go. Exits that lead nowhere come first; with `only` it is one exit, and all at once.
 */
export function exitEntries(
  document: FlowDocument,
  nodeId: string | undefined,
  addable: readonly NodeDefinition[],
  { tx, onExtend, onInsert }: ExitActions,
  only?: string,
): PaletteEntry[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (node === undefined) return []
  const exits = definitions.get(node.type)?.exits.filter((exit) => !exit.unavailable) ?? []
  const edgeOf = (exit: string) => document.edges.find((edge) => edge.from === node.id && edge.exit === exit)
  const nameOf = (id: string) => document.nodes.find((each) => each.id === id)?.name ?? id
  const added = addable.filter(({ isTrigger }) => !isTrigger)
  const entries = exits
    .filter(({ id }) => only === undefined || id === only)
    .toSorted((a, b) => Number(edgeOf(a.id) !== undefined) - Number(edgeOf(b.id) !== undefined))
    .flatMap(({ id, title }): PaletteEntry[] => {
      const edge = edgeOf(id)
      const leads = targetsOf(document, node).map((target) => ({
        id: `${id}-${target.id}`,
        title: `${title} → ${target.name}`,
        group: edge ? 'Redirect' : 'Connect',
        run: () => tx('Connect exit', connect({ from: node.id, exit: id, to: target.id })),
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
  return [...entries, ...allExitsEntries(document, nodeId, tx)]
}

/** All exits of a node to one other at once, for each of those; none where it has but one exit. */
export function allExitsEntries(
  document: FlowDocument,
  nodeId: string | undefined,
  tx: Transact,
): PaletteEntry[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const exits = (node && definitions.get(node.type)?.exits)?.filter((exit) => !exit.unavailable) ?? []
  if (node === undefined || exits.length < 2) return []
  return targetsOf(document, node).map(({ id: to, name }) => ({
    id: `all-${to}`,
    title: `All exits → ${name}`,
    group: 'Connect',
    run: () =>
      tx(
        `Connect all exits of ${node.name}`,
        connect(...exits.map(({ id: exit }) => ({ from: node.id, exit, to }))),
      ),
  }))
}

const targetsOf = ({ nodes }: FlowDocument, node: FlowNode): FlowNode[] =>
  nodes.filter(({ id, type }) => id !== node.id && !definitions.get(type)?.isTrigger)
