import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'

export type ButtonProps = ComponentProps<'button'> & {
  variant?: 'default' | 'primary' | 'ghost' | 'danger'
  icon?: ReactNode
}

/** `type` is `button` unless said, so that a button in a form does not submit it. */
export function Button({ variant = 'default', icon, className = '', children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${styles.button} ${className}`} data-variant={variant}>
      {icon}
      {children}
    </button>
  )
}
