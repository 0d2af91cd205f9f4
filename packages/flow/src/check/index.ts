import type { Validators } from '../compiled-validators.ts'
import type { FlowDocument } from '../document.ts'
import type { Issue, Severity } from '../issue.ts'
import { readDocument } from '../migrations/read-document.ts'
import type { NodeDefinition } from '../node-definition.ts'
import { type CheckedFlow, indexFlow, type Rule } from './checked-flow.ts'
import { configIssues } from './config-issues.ts'
import { disabledNodes, forgiveDisabled } from './disabled-nodes.ts'
import { edges } from './edges.ts'
import { envelopeIssues } from './envelope-issues.ts'
import { itemScope } from './item-scope.ts'
import { jsonDepth } from './json-depth.ts'
import { knownVariables } from './known-variables.ts'
import { nodeNames } from './node-names.ts'
import { nodeTypes } from './node-types.ts'
import { oneStart } from './one-start.ts'
import { optIns } from './opt-ins.ts'
import { reachable } from './reachable.ts'
import { secrets, unknownSecrets } from './secrets.ts'
import { setVariables } from './set-variables.ts'
import { templateAmount } from './template-amount.ts'
import { templateSyntax } from './template-syntax.ts'
import { uniqueIds } from './unique-ids.ts'
import { unwiredExits } from './unwired-exits.ts'
import { urlHosts } from './url-hosts.ts'
import { waitingLoops } from './waiting-loops.ts'

const rules: readonly Rule[] = [
  oneStart,
  uniqueIds,
  nodeNames,
  nodeTypes,
  disabledNodes,
  edges,
  jsonDepth,
  templateSyntax,
  templateAmount,
  secrets,
  unknownSecrets,
  knownVariables,
  waitingLoops,
  urlHosts,
  optIns,
  itemScope,
  setVariables,
  reachable,
  unwiredExits,
]

/**
 * Everything that is wrong or doubtful in a flow document, in the order of its nodes and, within a node, errors
 * first; what concerns the whole comes before. A document that does not fit the envelope gets those mistakes
 * only. Takes any value and never throws; the same document always gives the same issues. `secretNames` are those that
 * are set; null where that is not known.
 */
export function check(
  document: unknown,
  nodes: readonly NodeDefinition[],
  validators: Validators,
  secretNames: readonly string[] | null = null,
): Issue[] {
  const read = readDocument(document)
  if (!read.ok) return [read.issue]
  const errors = validators.envelope(read.document)
  if (errors.length > 0) return envelopeIssues(errors, read.document)
  const flow = indexFlow(read.document as FlowDocument, nodes, secretNames)
  const issues = [...configIssues(flow, validators), ...rules.flatMap((rule) => rule(flow))].map((issue) =>
    forgiveDisabled(flow, issue),
  )
  return issues.sort((a, b) => placeOf(flow, a) - placeOf(flow, b) || ranks[a.severity] - ranks[b.severity])
}

const placeOf = ({ byId }: CheckedFlow, { node }: Issue): number =>
  node === null ? -1 : (byId.get(node)?.index ?? -1)

const ranks: Record<Severity, number> = { error: 0, warning: 1, note: 2 }
