import type { ComponentProps, ReactNode } from 'react'
import styles from './IconButton.module.css'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children'> & { label: string; icon: ReactNode }

/** The label is its accessible name and its tooltip. */
export const IconButton = ({ label, icon, className = '', ...rest }: IconButtonProps) => (
  <button
    type="button"
    aria-label={label}
    title={label}
    {...rest}
    className={`${styles.iconButton} ${className}`}
  >
    {icon}
  </button>
)
