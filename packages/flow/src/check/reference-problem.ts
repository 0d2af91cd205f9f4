import { didYouMean } from '../did-you-mean.ts'
import type { FlowNode } from '../document.ts'
import type { NodeDefinition } from '../node-definition.ts'
import { quote } from '../quote.ts'
import type { Reference } from '../template/collect-references.ts'
import { variablesNamed } from './variables-named.ts'

/** What a reference is held against: the nodes of the flow, as far as they matter for it. */
export interface KnownNodes {
  byId: ReadonlyMap<string, { node: FlowNode }>
  byName: ReadonlyMap<string, readonly { definition: NodeDefinition | undefined }[]>
}

export interface ReferenceProblem {
  code: 'unknown_node' | 'unknown_variable'
  message: string
}

/** Why a reference names nothing, or null when it does. Looking for what was meant takes time: `isHinted` says whether to. */
export function referenceProblem(
  known: KnownNodes,
  reference: Reference,
  isHinted = true,
): ReferenceProblem | null {
  const { node } = reference
  if (node === 'secret') return null
  if (known.byName.has(node)) {
    const message = unknownVariable(known, reference)
    return message === null ? null : { code: 'unknown_variable', message }
  }
  const hint = isHinted ? meantNode(known, node) : ''
  return { code: 'unknown_node', message: `There is no node called ${quote(node)}${hint}` }
}

function meantNode({ byId, byName }: KnownNodes, node: string): string {
  const named = byId.get(node)?.node.name
  return named === undefined ? didYouMean(node, byName.keys()) : `; did you mean "${named}"?`
}

function unknownVariable({ byName }: KnownNodes, { node, path }: Reference): string | null {
  const variables = []
  for (const { definition } of byName.get(node) ?? []) {
    // What a node of an unknown type sets, nobody knows.
    if (definition === undefined) return null
    variables.push(...definition.variables)
  }
  if (variablesNamed(path, variables).length > 0) return null
  const meant = didYouMean(
    path,
    variables.map((variable) => variable.path),
  )
  return `${node} has no variable ${quote(path)}${meant}`
}
