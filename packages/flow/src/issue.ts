/** `error` blocks publishing, `warning` is likely a mistake, `note` is worth knowing. */
export type Severity = 'error' | 'warning' | 'note'

/** A mistake found in a flow document. Data, never thrown; the same in the editor, the API and the commands. */
export interface Issue {
  /** Stable, snake_case, e.g. `unknown_variable`. */
  code: string
  severity: Severity
  /** The id of the node that it belongs to; null for the document as a whole. */
  node: string | null
  /** The place inside the node (`config.to[0]`, `name`) or the document (`edges[2].to`); null when it is the whole. */
  field: string | null
  /** The place inside the document, e.g. `nodes[1].config.to[0]`; null for the document as a whole. */
  path: string | null
  /** One sentence for the author of the flow. */
  message: string
}

/** The issue as one line for logs and commands: `nodes[1].config.to[0]: "+1202" is not a phone number in E.164`. */
export const issueLine = (issue: Issue): string =>
  issue.path === null ? issue.message : `${issue.path}: ${issue.message}`

export const isError = (issue: Issue): boolean => issue.severity === 'error'
