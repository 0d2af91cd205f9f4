import {
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type NodeDefinition,
  renameNode,
} from '@phloem/flow'
import type { Point } from '../canvas/arrange.ts'
import { type Clip, documentOf } from './clipboard.ts'
import { freeName, newNodeId } from './edits.ts'

export interface Pasted {
  document: FlowDocument
  /** Of the pasted nodes and notes. */
  ids: string[]
}

/**
 * Puts a clip into a document under new ids and, where a name is taken, new names; templates among the pasted nodes follow
 * them. A trigger is left out where the flow has one. `moveBy` is in the canvas's pixels. With `keepsEntering` the lines
 * that led in lead in again, from exits that lead nowhere now.
 */
export function paste(
  document: FlowDocument,
  clip: Clip,
  definitions: readonly NodeDefinition[],
  moveBy: Point,
  keepsEntering = false,
): Pasted {
  const isTrigger = ({ type }: FlowNode) =>
    definitions.some((definition) => definition.type === type && definition.isTrigger)
  const hasTrigger = document.nodes.some(isTrigger)
  const nodes = clip.nodes.filter((node) => !(hasTrigger && isTrigger(node)))
  const names = new Set([...document.nodes, ...nodes].map(({ name }) => name))
  const taken = new Set(document.nodes.map(({ name }) => name))
  let renamed = documentOf({ ...clip, nodes })
  for (const { id, name } of nodes) {
    if (!taken.has(name)) {
      taken.add(name)
      continue
    }
    const free = freeName(name.replace(/_\d+$/, ''), names)
    names.add(free)
    taken.add(free)
    renamed = renameNode(renamed, definitions, id, free)
  }
  const ids = new Map(nodes.map(({ id, type }) => [id, newNodeId(type)]))
  const idOf = (id: string) => ids.get(id) ?? id
  const moved = (at: Point = { x: 0, y: 0 }): Point => ({
    x: Math.round(at.x + moveBy.x),
    y: Math.round(at.y + moveBy.y),
  })
  const layout = Object.fromEntries(nodes.map(({ id }) => [idOf(id), moved(clip.layout[id])]))
  const notes = (clip.notes ?? []).map((note) => ({
    ...note,
    id: newNodeId('note'),
    position: moved(note.position),
  }))
  const isFree = ({ from, exit }: FlowEdge) =>
    document.nodes.some(({ id }) => id === from) &&
    document.edges.every((edge) => edge.from !== from || edge.exit !== exit)
  const entering = keepsEntering ? (clip.entering ?? []).filter(isFree) : []
  return {
    document: {
      ...document,
      nodes: [...document.nodes, ...renamed.nodes.map((node) => ({ ...node, id: idOf(node.id) }))],
      edges: [
        ...document.edges,
        ...clip.edges
          .filter(({ from, to }) => ids.has(from) && ids.has(to))
          .map((edge) => ({ ...edge, from: idOf(edge.from), to: idOf(edge.to) })),
        ...entering.filter(({ to }) => ids.has(to)).map((edge) => ({ ...edge, to: idOf(edge.to) })),
      ],
      layout: { ...document.layout, ...layout },
      ...(notes.length > 0 && { notes: [...(document.notes ?? []), ...notes] }),
    },
    ids: [...ids.values(), ...notes.map(({ id }) => id)],
  }
}
