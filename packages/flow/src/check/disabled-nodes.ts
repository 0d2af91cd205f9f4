import { didYouMean } from '../did-you-mean.ts'
import type { Issue } from '../issue.ts'
import { passingExit } from '../passing-exit.ts'
import type { CheckedFlow, CheckedNode, Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** A disabled node is easily forgotten, so each is told with the way that calls take past it. */
export const disabledNodes: Rule = (flow) =>
  flow.nodes.flatMap((checked): Issue[] => {
    const { node, definition } = checked
    if (!node.disabled || definition === undefined) return []
    if (definition.isTrigger) {
      const message = `${node.name} can't be disabled: flows begin there`
      return [nodeIssue(checked, 'disabled', { code: 'disabled_start', severity: 'error', message })]
    }
    const exit = definition.exits.find(({ id }) => id === passingExit(node, definition))
    if (exit === undefined) {
      const ids = definition.exits.map(({ id }) => id)
      const message = `${node.name} has no exit "${node.passesBy}"${didYouMean(node.passesBy ?? '', ids)}`
      return [nodeIssue(checked, 'passesBy', { code: 'unknown_exit', severity: 'error', message })]
    }
    const message = `${node.name} is disabled: calls pass by ${exit.title} ${whereTo(flow, checked, exit.id)}`
    return [nodeIssue(checked, 'disabled', { code: 'disabled_node', severity: 'warning', message })]
  })

function whereTo({ leaving, byId }: CheckedFlow, { node }: CheckedNode, exit: string): string {
  const to = leaving.get(node.id)?.find((edge) => edge.exit === exit)?.to
  return to === undefined ? 'and the flow ends there' : `to ${byId.get(to)?.node.name}`
}

/** What a disabled node would do wrong it does not do: its settings may be unfinished when the flow is published. */
export const forgiveDisabled = ({ byId }: CheckedFlow, issue: Issue): Issue =>
  issue.severity === 'error' && issue.field?.startsWith('config') && byId.get(issue.node ?? '')?.node.disabled
    ? { ...issue, severity: 'warning' }
    : issue
