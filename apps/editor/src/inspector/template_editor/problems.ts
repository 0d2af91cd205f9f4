import { jsonParseLinter } from '@codemirror/lang-json'
import { type Diagnostic, linter } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import { type TemplateProblem, templateProblems } from '@phloem/flow'
import { definitions } from '../../canvas/definitions.ts'
import type { InspectorScope } from '../inspector-context.ts'
import { jsonStrings } from './json-strings.ts'

const QUIET_MS = 300

/** Underlines mistakes while they are typed, with the words of the checks. */
export function problems(scope: () => InspectorScope, isJson: boolean): Extension {
  const parseJson = jsonParseLinter()
  const source = (view: Parameters<typeof parseJson>[0]): Diagnostic[] => {
    const text = view.state.doc.toString()
    const { nodes } = scope().document
    const found = (part: string) => templateProblems(part, nodes, definitions)
    if (!isJson) return found(text).map(diagnostic)
    const inStrings = jsonStrings(text).flatMap(({ start, end, value, isPlain }) =>
      found(value).map((problem) =>
        diagnostic({
          ...problem,
          start: isPlain ? start + problem.start : start,
          end: isPlain ? start + problem.end : end,
        }),
      ),
    )
    return text.trim() === '' ? inStrings : [...parseJson(view), ...inStrings]
  }
  return linter(source, { delay: QUIET_MS })
}

const diagnostic = ({ start, end, message }: TemplateProblem): Diagnostic => ({
  from: start,
  to: end,
  severity: 'error',
  message: message.charAt(0).toUpperCase() + message.slice(1),
})
