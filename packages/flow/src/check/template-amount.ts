import { hasTemplate } from '../formats.ts'
import { TEMPLATE_LIMITS } from '../template/template-functions.ts'
import type { Rule } from './checked-flow.ts'
import { documentIssue, nodeIssue } from './issue-at.ts'

/** A node and a document hold no more templates than can be compiled while calls are answered beside. */
export const templateAmount: Rule = ({ nodes }) => {
  const { nodeLength, documentMustaches } = TEMPLATE_LIMITS
  const crowded = nodes.filter(
    ({ templates }) => sum(templates.map(({ text }) => (hasTemplate(text) ? text.length : 0))) > nodeLength,
  )
  const mustaches = sum(
    nodes.flatMap(({ templates }) => templates.map(({ parsed }) => (parsed.ok ? parsed.mustaches : 0))),
  )
  const tooMany =
    mustaches > documentMustaches
      ? [
          `The templates of a flow hold at most ${documentMustaches} places with "{{" or "("; here are ${mustaches}`,
        ]
      : []
  return [
    ...crowded.map((checked) =>
      nodeIssue(checked, 'config', {
        code: 'too_many_templates',
        severity: 'error',
        message: `holds more than ${nodeLength} characters of templates`,
      }),
    ),
    ...tooMany.map((message) =>
      documentIssue(null, { code: 'too_many_templates', severity: 'error', message }),
    ),
  ]
}

const sum = (numbers: number[]): number => numbers.reduce((total, each) => total + each, 0)
