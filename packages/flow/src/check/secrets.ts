import type { Rule } from './checked-flow.ts'
import { eachReference } from './each-reference.ts'
import { nodeIssue } from './issue-at.ts'

/** A secret that a template could read would end up in logs and timelines. */
export const secrets: Rule = (flow) =>
  eachReference(flow, ({ node }, field, reader) =>
    node === 'secret'
      ? [
          nodeIssue(reader, field, {
            code: 'secret_outside_auth',
            severity: 'error',
            message: 'secrets can be used only in Auth',
          }),
        ]
      : [],
  )
