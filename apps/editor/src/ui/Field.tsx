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

export function Field({ label, description, error, children }: FieldProps) {
  const id = useId()
  const describedBy = [description ? `${id}-description` : '', error ? `${id}-error` : ''].filter(Boolean)
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
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
