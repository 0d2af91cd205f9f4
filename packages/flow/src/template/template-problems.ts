import { referenceProblem } from '../check/reference-problem.ts'
import type { FlowNode } from '../document.ts'
import type { NodeDefinition } from '../node-definition.ts'
import { parseTemplate } from './parse-template.ts'

/** A mistake in one template, at its place in the text. */
export interface TemplateProblem {
  start: number
  /** After `start`, so that there is something to underline. */
  end: number
  message: string
}

/** What the checks would say of a template of this flow, and where, for as long as it is typed. */
export function templateProblems(
  text: string,
  nodes: readonly FlowNode[],
  definitions: ReadonlyMap<string, NodeDefinition>,
): TemplateProblem[] {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return [{ ...span(text, parsed.at ?? 0), message: parsed.message }]
  const all = nodes.map((node) => ({ node, definition: definitions.get(node.type) }))
  const known = {
    byId: new Map(all.map((each) => [each.node.id, each])),
    byName: Map.groupBy(all, ({ node }) => node.name),
  }
  return parsed.references.flatMap((reference) => {
    const problem = referenceProblem(known, reference)
    const { start, end } = reference
    return problem === null ? [] : [{ start, end, message: problem.message }]
  })
}

/** The `{{ … }}` in which the reading stopped, as far as it has been closed. */
function span(text: string, at: number): { start: number; end: number } {
  const opened = text.lastIndexOf('{{', at)
  const isOpen = opened !== -1 && !text.slice(opened, at).includes('}}')
  const start = isOpen || at >= text.length ? Math.max(0, opened) : at
  const closed = text.indexOf('}}', start)
  return { start, end: closed === -1 ? text.length : closed + 2 }
}
