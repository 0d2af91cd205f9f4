import { isDeeperThan } from '../depth.ts'
import { joinField } from '../field.ts'
import type { JsonSchema } from '../json-schema.ts'
import { LIMITS } from '../limits.ts'
import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Fields of any JSON are no deeper than templates in them are looked for. */
export const jsonDepth: Rule = ({ nodes }) =>
  nodes.flatMap((checked) => {
    const { properties = {} } = (checked.definition?.config ?? {}) as JsonSchema
    return Object.entries(properties)
      .filter(([, schema]) => schema.type === undefined && schema['x-template'] !== undefined)
      .filter(([key]) => isDeeperThan(LIMITS.jsonDepth, checked.node.config[key]))
      .map(([key]) =>
        nodeIssue(checked, joinField('config', key), {
          code: 'json_too_deep',
          severity: 'error',
          message: `is nested more than ${LIMITS.jsonDepth} levels deep`,
        }),
      )
  })
