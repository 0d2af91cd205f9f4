import type { ReactNode } from 'react'
import styles from './Badge.module.css'

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger'

/** Its words carry the meaning; the tone only repeats it. */
export const Badge = ({
  tone = 'neutral',
  title,
  children,
}: {
  tone?: Tone
  title?: string
  children: ReactNode
}) => (
  <span className={styles.badge} data-tone={tone} title={title}>
    {children}
  </span>
)
