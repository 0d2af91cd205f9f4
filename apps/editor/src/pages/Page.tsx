import type { ReactNode } from 'react'
import styles from './Page.module.css'

interface PageProps {
  title: string
  /** What stands in the browser's tab; the title unless said. */
  documentTitle?: string
  /** Beside the title. */
  badge?: ReactNode
  actions?: ReactNode
  children: ReactNode
}

/** Title, actions and content. */
export const Page = ({ title, documentTitle = title, badge, actions, children }: PageProps) => (
  <div className={styles.page}>
    <title>{`${documentTitle} · Phloem`}</title>
    <header className={styles.header}>
      <h1>{title}</h1>
      {badge}
      {actions && <div className={styles.actions}>{actions}</div>}
    </header>
    {children}
  </div>
)
