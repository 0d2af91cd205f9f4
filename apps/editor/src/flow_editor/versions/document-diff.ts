import type { FlowDocument, FlowEdge, FlowNode, Json } from '@phloem/flow'

/** A difference that a call could notice; where nodes stand is none. */
export type Change =
  | { kind: 'flow_renamed'; from: string; to: string }
  | { kind: 'added'; node: FlowNode }
  | { kind: 'removed'; node: FlowNode }
  | { kind: 'renamed'; node: FlowNode; from: string }
  | { kind: 'set'; node: FlowNode; field: string; from: Json | undefined; to: Json | undefined }
  /** Disabled or enabled, or passed over by another exit. */
  | { kind: 'switched'; node: FlowNode }
  /** An exit leads elsewhere; null: nowhere. */
  | { kind: 'led'; node: FlowNode; exit: string; from: FlowNode | null; to: FlowNode | null }

/** What makes one document into another, node by node in the order of the newer one. Nodes are the same by their id. */
export function documentDiff(before: FlowDocument, after: FlowDocument): Change[] {
  const [old, now] = [byId(before), byId(after)]
  const changes: Change[] = []
  if (before.name !== after.name) changes.push({ kind: 'flow_renamed', from: before.name, to: after.name })
  for (const node of after.nodes) {
    const known = old.get(node.id)
    if (known === undefined || known.type !== node.type) changes.push({ kind: 'added', node })
    else changes.push(...nodeChanges(known, node))
    changes.push(...exitChanges(node, before, after, old, now))
  }
  for (const node of before.nodes) {
    if (now.get(node.id)?.type !== node.type) changes.push({ kind: 'removed', node })
  }
  return changes
}

function nodeChanges(before: FlowNode, node: FlowNode): Change[] {
  const renamed: Change[] = before.name === node.name ? [] : [{ kind: 'renamed', node, from: before.name }]
  const fields = new Set([...Object.keys(before.config), ...Object.keys(node.config)])
  const set = [...fields].flatMap((field): Change[] => {
    const [from, to] = [before.config[field], node.config[field]] as [Json | undefined, Json | undefined]
    return isEqual(from, to) ? [] : [{ kind: 'set', node, field, from, to }]
  })
  const isSwitched =
    (before.disabled ?? false) !== (node.disabled ?? false) ||
    (node.disabled && before.passesBy !== node.passesBy)
  const switched: Change[] = isSwitched ? [{ kind: 'switched', node }] : []
  return [...renamed, ...switched, ...set]
}

function exitChanges(
  node: FlowNode,
  before: FlowDocument,
  after: FlowDocument,
  old: ReadonlyMap<string, FlowNode>,
  now: ReadonlyMap<string, FlowNode>,
): Change[] {
  const [from, to] = [exitsOf(before.edges, node.id), exitsOf(after.edges, node.id)]
  return [...new Set([...from.keys(), ...to.keys()])].flatMap((exit): Change[] => {
    const [was, is] = [from.get(exit) ?? '', to.get(exit) ?? '']
    return was === is
      ? []
      : [{ kind: 'led', node, exit, from: old.get(was) ?? null, to: now.get(is) ?? null }]
  })
}

const byId = ({ nodes }: FlowDocument) => new Map(nodes.map((node) => [node.id, node]))

const exitsOf = (edges: readonly FlowEdge[], nodeId: string) =>
  new Map(edges.filter(({ from }) => from === nodeId).map(({ exit, to }) => [exit, to]))

/** The order of an object's keys means nothing. */
function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...keys].every((key) => isEqual((a as Record<string, Json>)[key], (b as Record<string, Json>)[key]))
}
