import { Switch as SwitchInput } from '../../ui/Switch.tsx'
import styles from '../Field.module.css'
import { Mistakes } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'

/** On or off, with its label beside it. */
export const Switch = ({ field, schema, value, onChange, issues }: FieldProps) => (
  <div className={styles.switch}>
    <SwitchInput
      label={schema.title ?? field}
      checked={value === true}
      onChange={({ target }) => onChange(target.checked)}
      {...{ 'data-field': field }}
    />
    {schema.description && <p className={styles.hint}>{schema.description}</p>}
    <Mistakes issues={issues} />
  </div>
)
