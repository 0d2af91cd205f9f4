import { type Issue, isError } from '@phloem/flow'
import type { ReactNode } from 'react'
import { Field } from '../ui/Field.tsx'
import styles from './Field.module.css'
import type { ControlProps, FieldProps } from './field-props.ts'

interface FieldFrameProps extends Pick<FieldProps, 'field' | 'schema' | 'issues'> {
  children: (control: ControlProps) => ReactNode
}

/** A label above one control, its hint and its mistakes below. */
export function FieldFrame({ field, schema, issues, children }: FieldFrameProps) {
  const errors = issues.filter(isError)
  const others = issues.filter((issue) => !isError(issue))
  const hint = (schema.description !== undefined || others.length > 0) && (
    <>
      {schema.description}
      <Messages issues={others} />
    </>
  )
  return (
    <Field
      label={schema.title ?? field}
      description={hint}
      error={errors.length > 0 && <Messages issues={errors} />}
    >
      {(control) => children({ ...control, 'data-field': field })}
    </Field>
  )
}

/** The same around a group of controls. */
export function FieldGroup({
  field,
  schema,
  issues,
  children,
}: Omit<FieldFrameProps, 'children'> & { children: ReactNode }) {
  return (
    <fieldset className={styles.group}>
      <legend>{schema.title ?? field}</legend>
      {schema.description && <p className={styles.hint}>{schema.description}</p>}
      {children}
      <Mistakes issues={issues} />
    </fieldset>
  )
}

/** Mistakes below a group or a row, announced as they come. */
export const Mistakes = ({ id, issues }: { id?: string; issues: readonly Issue[] }) => (
  <div id={id} role="status" className={styles.mistakes}>
    <Messages issues={issues} />
  </div>
)

const Messages = ({ issues }: { issues: readonly Issue[] }) =>
  issues.map(({ code, path, message, severity }) => (
    <span key={`${code} ${path} ${message}`} className={styles.message} data-severity={severity}>
      {message}
    </span>
  ))
