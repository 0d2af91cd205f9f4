import type { Issue } from '@phloem/flow'
import type { FieldControlProps } from '../ui/Field.tsx'
import type { FieldSchema } from './config-fields.ts'

/** What every widget gets. It shows the value and calls `onChange` with a new one; it never holds the truth. */
export interface FieldProps {
  /** As issues name it: `config.to`. */
  field: string
  schema: FieldSchema
  value: unknown
  /** `undefined` takes the field out of the config. */
  onChange: (value: unknown) => void
  /** The field's mistakes that may be shown by now, its parts' too. */
  issues: readonly Issue[]
}

/** What a control takes over: its label's, hint's and mistakes' ties, and the name by which it is focused. */
export type ControlProps = Partial<FieldControlProps> & { 'data-field': string }

/** The mistakes of one part of a field, such as a row's key, and of what is inside it. */
export const issuesAt = (issues: readonly Issue[], field: string): Issue[] =>
  issues.filter(
    (issue) =>
      issue.field === field || issue.field?.startsWith(`${field}.`) || issue.field?.startsWith(`${field}[`),
  )
