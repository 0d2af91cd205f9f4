import type { ComponentProps, ReactNode } from 'react'
import styles from './Switch.module.css'

export type SwitchProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }

/** A checkbox that looks like a switch; the label belongs to it. */
export const Switch = ({ label, ...rest }: SwitchProps) => (
  <label className={styles.switch}>
    <input type="checkbox" {...rest} />
    <span>{label}</span>
  </label>
)
