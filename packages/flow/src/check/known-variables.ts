import { didYouMean } from '../did-you-mean.ts'
import { quote } from '../quote.ts'
import type { Reference } from '../template/collect-references.ts'
import type { CheckedFlow, Rule } from './checked-flow.ts'
import { eachReference } from './each-reference.ts'
import { nodeIssue } from './issue-at.ts'
import { variablesNamed } from './variables-named.ts'

/** Every reference names a node of the flow and a variable that this node sets. */
export const knownVariables: Rule = (flow) =>
  eachReference(flow, (reference, field, reader) => {
    if (reference.node === 'secret') return []
    const mistake = flow.byName.has(reference.node)
      ? unknownVariable(flow, reference)
      : { code: 'unknown_node', message: unknownNode(flow, reference) }
    return mistake === null ? [] : [nodeIssue(reader, field, { ...mistake, severity: 'error' })]
  })

function unknownNode({ byId, byName }: CheckedFlow, { node }: Reference): string {
  const named = byId.get(node)?.node.name
  const meant = named === undefined ? didYouMean(node, byName.keys()) : `; did you mean "${named}"?`
  return `There is no node called ${quote(node)}${meant}`
}

function unknownVariable({ byName }: CheckedFlow, { node, path }: Reference) {
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
  return { code: 'unknown_variable', message: `${node} has no variable ${quote(path)}${meant}` }
}
