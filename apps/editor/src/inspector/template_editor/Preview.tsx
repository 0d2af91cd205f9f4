import { parseTemplate, renderTemplate, type TemplatePlace, templateProblems } from '@phloem/flow'
import { useMemo } from 'react'
import { definitions } from '../../canvas/definitions.ts'
import type { Run } from '../../canvas/run.ts'
import { useInspector } from '../inspector-context.ts'
import { type PreviewValues, previewValues, whence } from '../preview.ts'
import { jsonStrings } from './json-strings.ts'

interface PreviewProps {
  text: string
  place: TemplatePlace
  isJson: boolean
  run: Run | null
}

/** In place of a secret; a header carries it too. */
const HIDDEN = '***'

/** What a template becomes with the values of the last run, or with samples. Nothing while it is wrong. */
export function Preview({ text, place, isJson, run }: PreviewProps) {
  const { nodes } = useInspector().document
  const values = useMemo(() => previewValues(nodes, definitions, run), [nodes, run])
  const parts = isJson ? jsonStrings(text).map(({ value }) => value) : [text]
  const references = parts.flatMap((part) => {
    const parsed = parseTemplate(part)
    return parsed.ok ? parsed.references : []
  })
  const named = references.map(({ node }) => node).filter((node) => node !== 'secret')
  const secret = Object.fromEntries(
    references.filter(({ node }) => node === 'secret').map(({ path }) => [path, HIDDEN]),
  )
  const variables = { ...values.variables, secret }
  const isWrong = parts.some((part) => templateProblems(part, nodes, definitions).length > 0)
  const rendered = isJson ? renderJson(text, place, variables) : renderTemplate(text, place, variables)
  if (isWrong || rendered === null || references.length === 0) return null
  return (
    <p className="template-preview">
      <code>{rendered === '' ? 'empty' : rendered}</code>
      <small>
        {named.length === 0 ? 'filled in when it is sent' : whence(named, values, run, Date.now())}
      </small>
    </p>
  )
}

/** Null when one of its texts is no template. */
function renderJson(
  text: string,
  place: TemplatePlace,
  variables: PreviewValues['variables'],
): string | null {
  let rendered = ''
  let done = 0
  for (const { start, end, value } of jsonStrings(text)) {
    const filled = renderTemplate(value, place, variables)
    if (filled === null) return null
    rendered += text.slice(done, start) + JSON.stringify(filled).slice(1, -1)
    done = end
  }
  return rendered + text.slice(done)
}
