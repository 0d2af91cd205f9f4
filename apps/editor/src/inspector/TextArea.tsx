import type { ComponentProps } from 'react'
import inputStyles from '../ui/TextInput.module.css'
import styles from './Field.module.css'

/** `TextInput` for several lines. */
export const TextArea = ({ className = '', ...rest }: ComponentProps<'textarea'>) => (
  <textarea spellCheck={false} {...rest} className={`${inputStyles.input} ${styles.textarea} ${className}`} />
)
