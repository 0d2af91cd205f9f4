import type { ReactNode } from 'react'
import styles from './FormError.module.css'

/** Why a form or a command did not go through; `children` may say what to do about it. */
export const FormError = ({ error, children }: { error: Error | null; children?: ReactNode }) =>
  error && (
    <div className={styles.error} role="alert">
      <p>{error.message}</p>
      {children}
    </div>
  )
