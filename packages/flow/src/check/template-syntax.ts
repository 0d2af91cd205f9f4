import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** Every template can be read, and uses only what templates may use. */
export const templateSyntax: Rule = ({ nodes }) =>
  nodes.flatMap((checked) =>
    checked.templates.flatMap(({ field, parsed }) =>
      parsed.ok
        ? []
        : [
            nodeIssue(checked, field, {
              code: 'template_syntax',
              severity: 'error',
              message: parsed.message,
            }),
          ],
    ),
  )
