import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/**
 * What templates read as something else, and what JavaScript would not keep as a plain key of the variables.
 */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  'secret',
  'this',
  'else',
  'true',
  'false',
  'null',
  'undefined',
  '__proto__',
  'constructor',
])

/** Templates tell nodes apart by their names. */
export const nodeNames: Rule = ({ nodes, byName }) =>
  nodes.flatMap((checked) => {
    const { name } = checked.node
    if (RESERVED_NAMES.has(name)) {
      const message = `"${name}" means something else in templates; the node needs another name`
      return [nodeIssue(checked, 'name', { code: 'reserved_name', severity: 'error', message })]
    }
    if (byName.get(name)?.[0] === checked) return []
    const message = `Another node is called "${name}" already`
    return [nodeIssue(checked, 'name', { code: 'duplicate_name', severity: 'error', message })]
  })
