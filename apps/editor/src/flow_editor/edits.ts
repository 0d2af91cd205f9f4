import type { FlowDocument, FlowEdge, FlowNode, FlowNote, NodeDefinition } from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'

/** Edits are functions from document to document; what an edit does not touch keeps its object. */
export type Edit = (document: FlowDocument) => FlowDocument

/** A new node as it is dropped onto the canvas, named by the first free number of its prefix. */
export function newNode(document: FlowDocument, definition: NodeDefinition, id: string): FlowNode {
  const name = freeName(definition.namePrefix, new Set(document.nodes.map((node) => node.name)))
  return { id, type: definition.type, name, config: structuredClone(definition.newConfig) }
}

/** The prefix with the first number that makes it a name of its own. */
export function freeName(prefix: string, names: ReadonlySet<string>): string {
  let number = 1
  while (names.has(`${prefix}_${number}`)) number += 1
  return `${prefix}_${number}`
}

/** Opaque and never used again, so that an old call cannot light a new node. */
export const newNodeId = (type: string): string =>
  `${type}_${Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`

export const addNode =
  (node: FlowNode, position: Point): Edit =>
  (document) => ({
    ...document,
    nodes: [...document.nodes, node],
    layout: { ...document.layout, [node.id]: position },
  })

/** Those of the nodes that may be taken away: without its trigger a flow never begins. */
export const removable = (
  { nodes }: FlowDocument,
  ids: readonly string[],
  definitions: ReadonlyMap<string, NodeDefinition>,
): FlowNode[] => nodes.filter(({ id, type }) => ids.includes(id) && !definitions.get(type)?.isTrigger)

/** The notes among what is selected. */
export const chosenNotes = (
  { notes = [] }: FlowDocument,
  selection: { nodes: readonly string[] },
): FlowNote[] => notes.filter(({ id }) => selection.nodes.includes(id))

/** Removes nodes with their edges and places, notes, and single edges beside. */
export const remove =
  (nodeIds: readonly string[], isRemoved: (edge: FlowEdge) => boolean = () => false): Edit =>
  (document) => {
    const isGone = (id: string) => nodeIds.includes(id)
    return {
      ...document,
      nodes: document.nodes.filter(({ id }) => !isGone(id)),
      edges: document.edges.filter((edge) => !isGone(edge.from) && !isGone(edge.to) && !isRemoved(edge)),
      ...(document.layout && {
        layout: Object.fromEntries(Object.entries(document.layout).filter(([id]) => !isGone(id))),
      }),
      ...(document.notes && { notes: document.notes.filter(({ id }) => !isGone(id)) }),
    }
  }

/**
 * Removes nodes and leads what led to each of them on to where it led, if that was one place only; what can't be healed is
 * cut.
 */
export const removeAndHeal =
  (nodeIds: readonly string[]): Edit =>
  (document) => {
    let { edges } = document
    for (const id of nodeIds) {
      const next = onlyTarget(edges, id)
      if (next !== null) edges = edges.map((edge) => (edge.to === id ? { ...edge, to: next } : edge))
    }
    return remove(nodeIds)({ ...document, edges })
  }

/** Where all exits of a node lead that lead anywhere; null where they part, or lead to itself. */
function onlyTarget(edges: readonly FlowEdge[], nodeId: string): string | null {
  const targets = new Set(edges.filter(({ from }) => from === nodeId).map(({ to }) => to))
  const [only, ...others] = targets
  return only !== undefined && others.length === 0 && only !== nodeId ? only : null
}

/** The exit by which a node of this type goes on when it is put into a line. */
export const firstExit = ({ exits }: NodeDefinition): string | undefined =>
  exits.find(({ unavailable }) => unavailable === undefined)?.id

/** Puts a node into an edge: the edge leads to it, and its exit to where the edge led. */
export const splice =
  (edge: FlowEdge, nodeId: string, exit: string | undefined): Edit =>
  (document) =>
    connect(
      { ...edge, to: nodeId },
      ...(exit === undefined ? [] : [{ from: nodeId, exit, to: edge.to }]),
    )(document)

/** Leads exits to nodes. An exit leads to one node only, so a new edge takes the place of the old one. */
export const connect =
  (...added: FlowEdge[]): Edit =>
  (document) => {
    let { edges } = document
    for (const edge of added) {
      const place = edges.findIndex(isSameExit(edge))
      const others = edges.filter((known) => !isSameExit(edge)(known))
      edges = place === -1 ? [...edges, edge] : others.toSpliced(place, 0, edge)
    }
    return { ...document, edges }
  }

export const disconnect =
  (exit: Pick<FlowEdge, 'from' | 'exit'>): Edit =>
  (document) => ({ ...document, edges: document.edges.filter((edge) => !isSameExit(exit)(edge)) })

/** Moves nodes and notes; places are whole pixels. */
export const move =
  (positions: Readonly<Record<string, Point>>): Edit =>
  (document) => {
    const notes = new Map(document.notes?.map((note) => [note.id, note]))
    const moved = Object.entries(positions)
      .map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }] as const)
      .filter(([id, { x, y }]) => {
        const known = notes.get(id)?.position ?? document.layout?.[id]
        return known?.x !== x || known.y !== y
      })
    if (moved.length === 0) return document
    const layout = { ...document.layout }
    for (const [id, position] of moved) {
      const note = notes.get(id)
      if (note) notes.set(id, { ...note, position })
      else layout[id] = position
    }
    return { ...document, layout, ...(document.notes && { notes: [...notes.values()] }) }
  }

export const addNote =
  (note: FlowNote): Edit =>
  (document) => ({ ...document, notes: [...(document.notes ?? []), note] })

export const changeNote =
  (noteId: string, changes: Partial<Pick<FlowNote, 'text' | 'size'>>): Edit =>
  (document) => ({
    ...document,
    notes: (document.notes ?? []).map((note) => (note.id === noteId ? { ...note, ...changes } : note)),
  })

/** Sets one field of a node's config; `undefined` takes it away. */
export const setField =
  (nodeId: string, field: string, value: unknown): Edit =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (node.id !== nodeId) return node
      const { [field]: _, ...rest } = node.config
      return { ...node, config: value === undefined ? rest : { ...node.config, [field]: value } }
    }),
  })

/** Disables nodes, or enables them again; which exit calls pass by is chosen anew the next time. */
export const setDisabled =
  (nodeIds: readonly string[], isDisabled: boolean): Edit =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => {
      if (!nodeIds.includes(node.id) || (node.disabled ?? false) === isDisabled) return node
      const { disabled: _, passesBy: __, ...enabled } = node
      return isDisabled ? { ...enabled, disabled: true } : enabled
    }),
  })

/** By which exit calls pass over a disabled node. */
export const setPassesBy =
  (nodeId: string, exit: string): Edit =>
  (document) => ({
    ...document,
    nodes: document.nodes.map((node) => (node.id === nodeId ? { ...node, passesBy: exit } : node)),
  })

export const renameFlow =
  (name: string): Edit =>
  (document) => ({ ...document, name })

const isSameExit =
  ({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>) =>
  (edge: FlowEdge): boolean =>
    edge.from === from && edge.exit === exit
