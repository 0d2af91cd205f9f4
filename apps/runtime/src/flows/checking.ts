import { check, type FlowDocument, type Issue, isError, issueLine, readDocument } from '@phloem/flow'
import { createValidators } from '@phloem/flow/validators'
import { nodes } from '@phloem/nodes'

const validators = createValidators(nodes)

/** The same checks that the editor runs. `secretNames` are those that are set; without them nothing is said of secrets. */
export const checkDocument = (document: unknown, secretNames: readonly string[] | null = null): Issue[] =>
  check(document, nodes, validators, secretNames)

/** A document as a draft needs to be, brought to the newest format; or what keeps it from being one at all. */
export function readDraft(raw: unknown): { document: FlowDocument } | { issues: Issue[] } {
  const read = readDocument(raw)
  if (!read.ok) return { issues: [read.issue] }
  const isEnvelope = validators.envelope(read.document).length === 0
  return isEnvelope
    ? { document: read.document as FlowDocument }
    : { issues: checkDocument(raw).filter(isError) }
}

/** A document that calls can run on, or the errors that forbid it. */
export function readRunnable(
  raw: unknown,
): { document: FlowDocument; issues: Issue[] } | { issues: Issue[] } {
  const draft = readDraft(raw)
  if (!('document' in draft)) return draft
  const issues = checkDocument(draft.document)
  return issues.some(isError) ? { issues } : { document: draft.document, issues }
}

/** For a log or an error's message: the first error, and how many more there are. */
export function inOneLine(issues: Issue[]): string {
  const errors = issues.filter(isError)
  const [first] = errors
  if (first === undefined) return 'no errors'
  return errors.length === 1 ? issueLine(first) : `${issueLine(first)} (and ${errors.length - 1} more)`
}
