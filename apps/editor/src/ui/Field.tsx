import { type ReactNode, useId } from 'react'
import styles from './Field.module.css'

/** What a control inside a Field takes over, so that label, description and error belong to it. */
export interface FieldControlProps {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

interface FieldProps {
  label: ReactNode
  description?: ReactNode
  error?: ReactNode
  children: (control: FieldControlProps) => ReactNode
}

/** Names the label of a control that a `for` does not reach, such as an editor of text. */
export const labelIdOf = (id: string): string => `${id}-label`

export function Field({ label, description, error, children }: FieldProps) {
  const id = useId()
  const describedBy = [description ? `${id}-description` : '', error ? `${id}-error` : ''].filter(Boolean)
  return (
    <div className={styles.field}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a label is no control; the click goes to its own */}
      <label
        className={styles.label}
        id={labelIdOf(id)}
        htmlFor={id}
        onClick={() => document.getElementById(id)?.focus()}
      >
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy.length > 0 ? describedBy.join(' ') : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {description && (
        <p className={styles.description} id={`${id}-description`}>
          {description}
        </p>
      )}
      {error && (
        <p className={styles.error} id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
