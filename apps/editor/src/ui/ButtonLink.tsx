import type { ReactNode } from 'react'
import { Link } from 'wouter'
import styles from './Button.module.css'

interface ButtonLinkProps {
  href: string
  variant?: 'default' | 'primary' | 'ghost'
  icon?: ReactNode
  children: ReactNode
}

/** A link to another page that looks like a button. */
export const ButtonLink = ({ href, variant = 'default', icon, children }: ButtonLinkProps) => (
  <Link href={href} className={styles.button} data-variant={variant}>
    {icon}
    {children}
  </Link>
)
