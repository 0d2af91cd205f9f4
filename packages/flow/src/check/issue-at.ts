import type { FlowEdge } from '../document.ts'
import type { Issue } from '../issue.ts'
import type { CheckedFlow, CheckedNode } from './checked-flow.ts'

type Found = Pick<Issue, 'code' | 'severity' | 'message'>

export const documentIssue = (field: string | null, { code, severity, message }: Found): Issue => ({
  code,
  severity,
  node: null,
  field,
  path: field,
  message,
})

/** `field` is the place inside the node: `name`, `config.to[0]`; null for the node as a whole. */
export const nodeIssue = (
  { node, index }: CheckedNode,
  field: string | null,
  { code, severity, message }: Found,
): Issue => ({
  code,
  severity,
  node: node.id,
  field,
  path: field === null ? `nodes[${index}]` : `nodes[${index}].${field}`,
  message,
})

/** An edge belongs to the node that it leaves, where that exists. */
export const edgeIssue = (
  { byId }: CheckedFlow,
  edge: FlowEdge,
  index: number,
  property: keyof FlowEdge,
  found: Found,
): Issue => ({
  ...documentIssue(`edges[${index}].${property}`, found),
  node: byId.has(edge.from) ? edge.from : null,
})
