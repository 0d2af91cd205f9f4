import { didYouMean } from '../did-you-mean.ts'
import type { FlowEdge } from '../document.ts'
import type { Issue } from '../issue.ts'
import type { CheckedFlow, Rule } from './checked-flow.ts'
import { edgeIssue } from './issue-at.ts'

/** Every edge leads from an exit that its node has to a node that can be entered, and no exit leads to two. */
export const edges: Rule = (flow) => {
  const wired = new Set<string>()
  return flow.document.edges.flatMap((edge, index) => {
    const exit = `${edge.from} ${edge.exit}`
    const isSecond = wired.has(exit)
    wired.add(exit)
    return [
      ...unknownEnds(flow, edge, index),
      ...exitMistakes(flow, edge, index),
      ...(isSecond ? [secondEdge(flow, edge, index)] : []),
      ...intoStart(flow, edge, index),
    ]
  })
}

function unknownEnds(flow: CheckedFlow, edge: FlowEdge, index: number): Issue[] {
  return (['from', 'to'] as const)
    .filter((end) => !flow.byId.has(edge[end]))
    .map((end) =>
      edgeIssue(flow, edge, index, end, {
        code: 'edge_without_node',
        severity: 'error',
        message: `There is no node with the id "${edge[end]}"${didYouMean(edge[end], flow.byId.keys())}`,
      }),
    )
}

function exitMistakes(flow: CheckedFlow, edge: FlowEdge, index: number): Issue[] {
  const { node, definition } = flow.byId.get(edge.from) ?? {}
  if (node === undefined || definition === undefined) return []
  const exit = definition.exits.find(({ id }) => id === edge.exit)
  if (exit === undefined) {
    const exits = definition.exits.map(({ id }) => id)
    const message = `${node.name} has no exit "${edge.exit}"${didYouMean(edge.exit, exits)}`
    return [edgeIssue(flow, edge, index, 'exit', { code: 'unknown_exit', severity: 'error', message })]
  }
  if (exit.unavailable === undefined) return []
  const message = `${exit.title} of ${node.name} is never taken: ${exit.unavailable}`
  return [edgeIssue(flow, edge, index, 'exit', { code: 'unavailable_exit', severity: 'warning', message })]
}

const secondEdge = (flow: CheckedFlow, edge: FlowEdge, index: number): Issue =>
  edgeIssue(flow, edge, index, 'exit', {
    code: 'duplicate_edge',
    severity: 'error',
    message: `An exit leads to one node only, and "${edge.exit}" of ${nameOf(flow, edge.from)} is wired already`,
  })

const nameOf = ({ byId }: CheckedFlow, id: string): string => byId.get(id)?.node.name ?? `"${id}"`

function intoStart(flow: CheckedFlow, edge: FlowEdge, index: number): Issue[] {
  const { node, definition } = flow.byId.get(edge.to) ?? {}
  if (node === undefined || !definition?.isTrigger) return []
  const message = `Nothing can lead to ${node.name}: flows begin there`
  return [edgeIssue(flow, edge, index, 'to', { code: 'edge_into_start', severity: 'error', message })]
}
