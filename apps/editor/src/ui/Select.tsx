import type { ComponentProps } from 'react'
import styles from './Select.module.css'

export interface SelectOption {
  value: string
  title: string
  disabled?: boolean
}

export type SelectProps = Omit<ComponentProps<'select'>, 'children'> & { options: readonly SelectOption[] }

export const Select = ({ options, className = '', ...rest }: SelectProps) => (
  <select {...rest} className={`${styles.select} ${className}`}>
    {options.map(({ value, title, disabled }) => (
      <option key={value} value={value} disabled={disabled}>
        {title}
      </option>
    ))}
  </select>
)
