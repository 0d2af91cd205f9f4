import type { ComponentProps } from 'react'
import styles from './TextInput.module.css'

export const TextInput = ({ className = '', ...rest }: ComponentProps<'input'>) => (
  <input type="text" autoComplete="off" {...rest} className={`${styles.input} ${className}`} />
)
