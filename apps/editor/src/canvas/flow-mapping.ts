import {
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type FlowNote,
  type NodeDefinition,
  passingExit,
} from '@phloem/flow'
import { arrange, type Point } from './arrange.ts'
import type { Reach } from './back-edge.ts'
import { HANDLE_HIT, type NodeGeometry, nodeGeometry } from './node-geometry.ts'
import { shapeOf } from './node-shape.ts'
import { noteSize } from './note-size.ts'
import type { Connection, Edge, Node } from './rf.ts'

export type NodeCardData = {
  node: FlowNode
  definition: NodeDefinition | undefined
  geometry: NodeGeometry
  /** The exits that lead somewhere. */
  wired: readonly string[]
}
export type CardNode = Node<NodeCardData, 'card'>
export type NoteNode = Node<{ note: FlowNote }, 'note'>
export type CanvasNode = CardNode | NoteNode
export type ExitEdge = Edge<
  { edge: FlowEdge; reach: Reach; label: string; isUntaken: boolean; isEditable: boolean },
  'exit'
>

export type Definitions = ReadonlyMap<string, NodeDefinition>

export interface Selection {
  /** Of nodes and notes. */
  nodes: readonly string[]
  edges: readonly string[]
}

/** One edge leaves by each exit, so node and exit name it; a dot is in neither. */
export const edgeId = ({ from, exit }: Pick<FlowEdge, 'from' | 'exit'>): string => `${from}.${exit}`

export const definitionsOf = (nodes: readonly NodeDefinition[]): Definitions =>
  new Map(nodes.map((definition) => [definition.type, definition]))

/**
 * Maps a flow document to React Flow's nodes and edges. It remembers: what did not change keeps its object, so
 * that React Flow renders only the rest.
 */
export function createFlowMapping(definitions: Definitions, isEditable = true) {
  const cards = new WeakMap<FlowNode, { inputs: readonly unknown[]; card: CardNode }>()
  const notes = new WeakMap<FlowNote, { inputs: readonly unknown[]; note: NoteNode }>()
  const wires = new WeakMap<FlowEdge, { inputs: readonly unknown[]; wire: ExitEdge }>()

  const geometryOf = (node: FlowNode, edges: FlowDocument['edges']): NodeGeometry =>
    nodeGeometry(shapeOf(node, definitions.get(node.type), edges))

  function toNodes(document: FlowDocument, selection: Selection): CardNode[] {
    const positions = positionsOf(document)
    const exits = wiredExits(document.edges)
    const selected = new Set(selection.nodes)
    // One stop for the Tab key; from there the arrows lead on.
    const tabStop = selection.nodes[0] ?? document.nodes[0]?.id
    return document.nodes.map((node) => {
      const position = positions(node.id)
      const wired = exits.get(node.id) ?? nowhere
      const isSelected = selected.has(node.id)
      const tabIndex = node.id === tabStop ? 0 : -1
      const inputs = [position.x, position.y, isSelected, tabIndex, ...wired]
      const known = cards.get(node)
      if (known && isSame(known.inputs, inputs)) return known.card
      const card = toCard(node, definitions.get(node.type), geometryOf(node, document.edges), wired)
      const placed = { ...card, position, selected: isSelected, domAttributes: { tabIndex } }
      cards.set(node, { inputs, card: placed })
      return placed
    })
  }

  /** Notes lie below the lines; the Tab key stops at one while nothing but it is selected. */
  function toNotes(document: FlowDocument, selection: Selection): NoteNode[] {
    return (document.notes ?? []).map((note) => {
      const { position } = note
      const isSelected = selection.nodes.includes(note.id)
      const tabIndex = note.id === selection.nodes[0] ? 0 : -1
      const inputs = [position.x, position.y, isSelected, tabIndex]
      const known = notes.get(note)
      if (known && isSame(known.inputs, inputs)) return known.note
      const placed = { ...toNote(note), position, selected: isSelected, domAttributes: { tabIndex } }
      notes.set(note, { inputs, note: placed })
      return placed
    })
  }

  function toEdges(document: FlowDocument, selection: Selection): ExitEdge[] {
    const selected = new Set(selection.edges)
    const nodes = new Map(document.nodes.map((node) => [node.id, node]))
    return document.edges.map((edge) => {
      const isSelected = selected.has(edgeId(edge))
      const from = nodes.get(edge.from)
      const to = nodes.get(edge.to)
      const exit = definitions.get(from?.type ?? '')?.exits.find(({ id }) => id === edge.exit)
      const label = `${from?.name}: ${exit?.title ?? edge.exit} → ${to?.name}`
      // Calls pass over a disabled node by another exit.
      const isUntaken = from?.disabled === true && edge.exit !== passingExit(from, definitions.get(from.type))
      const inputs = [isSelected, label, isUntaken]
      const known = wires.get(edge)
      if (known && isSame(known.inputs, inputs)) return known.wire
      const reach = {
        source: reachOf(from && geometryOf(from, document.edges), edge.exit),
        target: reachOf(to && geometryOf(to, document.edges), undefined),
      }
      const wire = {
        ...toWire({ edge, reach, label, isUntaken, isEditable }),
        selected: isSelected,
        ariaLabel: label,
      }
      wires.set(edge, { inputs, wire })
      return wire
    })
  }

  /** Where each node stands: as laid out, or as `arrange` would place it. */
  function positionsOf(document: FlowDocument): (nodeId: string) => Point {
    const { layout = {} } = document
    if (document.nodes.every(({ id }) => layout[id])) return (id) => layout[id] ?? { x: 0, y: 0 }
    const nodesById = new Map(document.nodes.map((node) => [node.id, node]))
    const arranged = arrange(document, (id) => {
      const node = nodesById.get(id)
      return node ? geometryOf(node, document.edges) : { width: 0, height: 0 }
    })
    return (id) => layout[id] ?? arranged[id] ?? { x: 0, y: 0 }
  }

  const groupOf = ({ type }: FlowNode) => definitions.get(type)?.group

  return { groupOf, toNodes, toNotes, toEdges, positionsOf, geometryOf }
}

/** What is drawn while some of it is being dragged: nothing else gets another object. */
export const withPlaces = (nodes: CanvasNode[], moving: Readonly<Record<string, Point>>): CanvasNode[] =>
  Object.keys(moving).length === 0
    ? nodes
    : nodes.map((node) => {
        const position = moving[node.id]
        return position ? { ...node, position } : node
      })

export type FlowMapping = ReturnType<typeof createFlowMapping>

/** The edge that a drawn connection stands for, or null when it does not begin at an exit. */
export const toFlowEdge = ({ source, sourceHandle, target }: Connection): FlowEdge | null =>
  sourceHandle ? { from: source, exit: sourceHandle, to: target } : null

function toNote(note: FlowNote): Omit<NoteNode, 'position'> {
  const { width, height } = noteSize(note)
  return {
    id: note.id,
    type: 'note',
    data: { note },
    width,
    height,
    measured: { width, height },
    handles: [],
    zIndex: -1,
    connectable: false,
    ariaLabel: `Note: ${note.text || 'empty'}`,
  }
}

function toCard(
  node: FlowNode,
  definition: NodeDefinition | undefined,
  geometry: NodeGeometry,
  wired: readonly string[],
): Omit<CardNode, 'position'> {
  const { width, height, handles } = geometry
  const title = definition?.title ?? node.type
  const count = `${wired.length} of ${geometry.columns.length} exits lead on`
  return {
    id: node.id,
    type: 'card',
    data: { node, definition, geometry, wired },
    width,
    height,
    measured: { width, height },
    handles,
    ariaLabel: `${node.name}, ${title}, ${node.disabled ? 'disabled, ' : ''}${count}`,
  }
}

const nowhere: readonly string[] = []
const known = new WeakMap<FlowDocument['edges'], ReadonlyMap<string, readonly string[]>>()

/** The exits of each node that lead somewhere; worked out once for a list of edges, as a drag asks at every move. */
function wiredExits(edges: FlowDocument['edges']): ReadonlyMap<string, readonly string[]> {
  let exits = known.get(edges)
  if (exits === undefined) {
    const byNode = Map.groupBy(edges, ({ from }) => from)
    exits = new Map([...byNode].map(([id, leaving]) => [id, leaving.map(({ exit }) => exit)]))
    known.set(edges, exits)
  }
  return exits
}

/** How far a card reaches to both sides of an exit's handle, or of its entry's. */
function reachOf(geometry: NodeGeometry | undefined, exit: string | undefined): Reach['source'] {
  const handle = geometry?.handles.find(({ id }) => id === exit)
  if (!geometry || !handle) return { left: 0, right: 0 }
  const left = handle.x + HANDLE_HIT / 2
  return { left, right: geometry.width - left }
}

const toWire = (data: NonNullable<ExitEdge['data']>): ExitEdge => ({
  id: edgeId(data.edge),
  type: 'exit',
  source: data.edge.from,
  sourceHandle: data.edge.exit,
  target: data.edge.to,
  data,
  domAttributes: { tabIndex: -1 },
})

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index])
