import type { Rule } from './checked-flow.ts'
import { nodeIssue } from './issue-at.ts'

/** The host of a URL is known before any call, so that nobody who calls can choose it. */
export const urlHosts: Rule = ({ nodes }) =>
  nodes.flatMap((checked) =>
    checked.templates
      .filter(({ place, text }) => place === 'url' && TEMPLATE_BEFORE_PATH.test(text))
      .map(({ field }) =>
        nodeIssue(checked, field, {
          code: 'template_in_host',
          severity: 'warning',
          message: 'The host comes from a template, so it cannot be known before the call',
        }),
      ),
  )

const TEMPLATE_BEFORE_PATH = /^(?:https?:\/\/[^/?#{]*)?\{\{/i
