import type { Issue } from '../issue.ts'
import type { Reference } from '../template/collect-references.ts'
import type { CheckedFlow, CheckedNode } from './checked-flow.ts'

/** Calls back for every reference of every template, in the document's order; once where a template repeats it. */
export const eachReference = (
  { nodes }: CheckedFlow,
  visit: (reference: Reference, field: string, reader: CheckedNode) => Issue[],
): Issue[] =>
  nodes.flatMap((reader) =>
    reader.templates.flatMap(({ field, parsed }) => {
      if (!parsed.ok) return []
      const distinct = new Map(parsed.references.map((reference) => [spelling(reference), reference]))
      return [...distinct.values()].flatMap((reference) => visit(reference, field, reader))
    }),
  )

/** As a template spells it. */
export const spelling = ({ node, path }: Reference): string => (path === '' ? node : `${node}.${path}`)
