import type { FlowDocument, FlowEdge, FlowNode, NodeDefinition } from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'

/** Edits are functions from document to document; what an edit does not touch keeps its object. */
export type Edit = (document: FlowDocument) => FlowDocument

/** A new node as it is dropped onto the canvas, named by the first free number of its prefix. */
export function newNode(document: FlowDocument, definition: NodeDefinition, id: string): FlowNode {
  const names = new Set(document.nodes.map(({ name }) => name))
  let number = 1
  while (names.has(`${definition.namePrefix}_${number}`)) number += 1
  const config = structuredClone(definition.newConfig)
  return { id, type: definition.type, name: `${definition.namePrefix}_${number}`, config }
}

export const addNode =
  (node: FlowNode, position: Point): Edit =>
  (document) => ({
    ...document,
    nodes: [...document.nodes, node],
    layout: { ...document.layout, [node.id]: position },
  })

/** Removes nodes with their edges and places, and single edges beside. */
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
    }
  }

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

/** Moves nodes; places are whole pixels. */
export const move =
  (positions: Readonly<Record<string, Point>>): Edit =>
  (document) => {
    const moved = Object.entries(positions).filter(([id, { x, y }]) => {
      const known = document.layout?.[id]
      return known?.x !== Math.round(x) || known.y !== Math.round(y)
    })
    if (moved.length === 0) return document
    const layout = { ...document.layout }
    for (const [id, { x, y }] of moved) layout[id] = { x: Math.round(x), y: Math.round(y) }
    return { ...document, layout }
  }

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

export const renameFlow =
  (name: string): Edit =>
  (document) => ({ ...document, name })

const isSameExit =
  ({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>) =>
  (edge: FlowEdge): boolean =>
    edge.from === from && edge.exit === exit
