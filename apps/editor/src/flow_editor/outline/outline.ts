import type { FlowDocument, FlowNode, FlowNote } from '@phloem/flow'
import type { Definitions } from '../../canvas/flow-mapping.ts'
import { shapeOf } from '../../canvas/node-shape.ts'

/** A line of the outline: an exit with the node that it leads to, or a node that no line leads to. */
export interface OutlineItem {
  /** Its place in the tree; the same as long as the lines above it are. */
  key: string
  /** The exit that leads here; null for a node at the root. */
  exit: { from: string; id: string; title: string } | null
  /** Null: the exit leads nowhere, or it is a note. */
  node: FlowNode | null
  /** Notes stand at the end. */
  note: FlowNote | null
  /** From 1. */
  level: number
  /** The node stands further up with all that follows from it. */
  isRepeated: boolean
  /** Whether lines of its own follow, or would if it were open. */
  isParent: boolean
  parentKey: string | null
}

/**
 * The flow as a tree, in the order of the exits: what begins it first, then what nothing leads to. A node that is reached
 * twice has its exits only where it stands first, so that loops end. What is below a closed line is left out.
 */
export function outlineOf(
  { nodes, edges, notes = [] }: FlowDocument,
  definitions: Definitions,
  isClosed: (key: string) => boolean,
): OutlineItem[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const entered = new Set(edges.map(({ to }) => to))
  const seen = new Set<string>()
  const items: OutlineItem[] = []

  const exitsOf = (node: FlowNode) => shapeOf(node, definitions.get(node.type), edges).exits

  const add = (
    node: FlowNode | null,
    exit: OutlineItem['exit'],
    parent: OutlineItem | null,
    isShown: boolean,
  ) => {
    const place = exit === null ? (node?.id ?? '') : `${exit.from}.${exit.id}`
    const isRepeated = node !== null && seen.has(node.id)
    const exits = node === null || isRepeated ? [] : exitsOf(node)
    const item: OutlineItem = {
      key: parent === null ? place : `${parent.key}/${place}`,
      exit,
      node,
      note: null,
      level: (parent?.level ?? 0) + 1,
      isRepeated,
      isParent: exits.length > 0,
      parentKey: parent?.key ?? null,
    }
    if (isShown) items.push(item)
    if (node === null || isRepeated) return
    seen.add(node.id)
    for (const { id, title } of exits) {
      const to = edges.find((edge) => edge.from === node.id && edge.exit === id)?.to
      const target = to === undefined ? null : (byId.get(to) ?? null)
      add(target, { from: node.id, id, title }, item, isShown && !isClosed(item.key))
    }
  }

  const isTrigger = ({ type }: FlowNode) => definitions.get(type)?.isTrigger ?? false
  const roots = [
    ...nodes.filter(isTrigger),
    ...nodes.filter((node) => !isTrigger(node) && !entered.has(node.id)),
  ]
  for (const node of roots) add(node, null, null, true)
  // Loops that nothing leads into.
  for (const node of nodes) if (!seen.has(node.id)) add(node, null, null, true)
  for (const note of notes) items.push({ ...root, key: note.id, note })
  return items
}

const root = { exit: null, node: null, level: 1, isRepeated: false, isParent: false, parentKey: null }
