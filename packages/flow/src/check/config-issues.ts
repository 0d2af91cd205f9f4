import type { Validators } from '../compiled-validators.ts'
import { joinField } from '../field.ts'
import type { Issue } from '../issue.ts'
import type { JsonSchema } from '../json-schema.ts'
import type { CheckedFlow } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'
import { schemaMistakes } from './schema-mistakes.ts'

/** Settings that do not fit their node's type. */
export const configIssues = ({ nodes }: CheckedFlow, { configs }: Validators): Issue[] =>
  nodes.flatMap((checked) => {
    const { node, definition } = checked
    if (definition === undefined) return []
    const errors = configs[definition.type]?.(node.config) ?? []
    return schemaMistakes(errors, node.config, definition.config as JsonSchema).map(
      ({ keys, code, message }) =>
        nodeIssue(checked, keys.reduce<string>(joinField, 'config'), { code, severity: 'error', message }),
    )
  })
