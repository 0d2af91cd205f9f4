import { didYouMean } from '../did-you-mean.ts'
import { quote } from '../quote.ts'
import type { Reference } from '../template/collect-references.ts'
import type { CheckedFlow, Rule } from './checked-flow.ts'
import { eachReference } from './each-reference.ts'
import { nodeIssue } from './issue-at.ts'
import { variablesNamed } from './variables-named.ts'

/** Past so many unknown names nobody reads which ones were meant, and comparing them takes seconds. */
const MOST_HINTS = 100

/** Every reference names a node of the flow and a variable that this node sets. */
export const knownVariables: Rule = (flow) => {
  let unknownNodes = 0
  return eachReference(flow, (reference, field, reader) => {
    const { node } = reference
    if (node === 'secret') return []
    if (flow.byName.has(node)) {
      const message = unknownVariable(flow, reference)
      return message === null
        ? []
        : [nodeIssue(reader, field, { code: 'unknown_variable', severity: 'error', message })]
    }
    unknownNodes += 1
    const hint = unknownNodes > MOST_HINTS ? '' : meantNode(flow, node)
    const message = `There is no node called ${quote(node)}${hint}`
    return [nodeIssue(reader, field, { code: 'unknown_node', severity: 'error', message })]
  })
}

function meantNode({ byId, byName }: CheckedFlow, node: string): string {
  const named = byId.get(node)?.node.name
  return named === undefined ? didYouMean(node, byName.keys()) : `; did you mean "${named}"?`
}

function unknownVariable({ byName }: CheckedFlow, { node, path }: Reference): string | null {
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
