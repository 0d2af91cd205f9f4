import { hasTemplate } from '../formats.ts'
import { isRecord, type JsonSchema } from '../json-schema.ts'
import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Whom a call dials is fixed by the flow, unless its author says that a template may decide it. */
export const optIns: Rule = ({ nodes }) =>
  nodes.flatMap((checked) => {
    const { config } = checked.node
    return checked.templates.flatMap(({ field, text, optIn }) => {
      if (optIn === null || !hasTemplate(text) || (isRecord(config) && config[optIn] === true)) return []
      const title =
        (checked.definition?.config as JsonSchema | undefined)?.properties?.[optIn]?.title ?? optIn
      return [
        nodeIssue(checked, field, {
          code: 'template_without_opt_in',
          severity: 'warning',
          message: `What this template becomes is refused during the call, unless "${title}" is on or the administrator listed the number`,
        }),
      ]
    })
  })
