import styles from '../Field.module.css'
import { type FieldProps, issuesAt } from '../field-props.ts'
import { Seconds } from './Seconds.tsx'
import { Switch } from './Switch.tsx'
import { LongTemplate, Text } from './Template.tsx'

const parts = { prompt: LongTemplate, key: Text, timeoutSeconds: Seconds }

/** Call screening: off, or what the recipient hears and presses before the call is connected. */
export function Confirm(props: FieldProps) {
  const { field, schema, value, onChange, issues } = props
  const confirm = value as Record<string, unknown> | undefined
  const inParts = Object.keys(parts).flatMap((part) => issuesAt(issues, `${field}.${part}`))
  const begin = () => ({
    prompt: '',
    key: '1',
    timeoutSeconds: schema.properties?.timeoutSeconds?.default,
  })
  return (
    <div className={styles.field}>
      <Switch
        {...props}
        value={confirm !== undefined}
        onChange={(isOn) => onChange(isOn ? begin() : undefined)}
        issues={issues.filter((issue) => !inParts.includes(issue))}
      />
      {confirm && (
        <div className={styles.parts}>
          {Object.entries(parts).map(([part, Part]) => (
            <Part
              key={part}
              field={`${field}.${part}`}
              schema={schema.properties?.[part] ?? {}}
              value={confirm[part]}
              onChange={(next) => onChange({ ...confirm, [part]: next })}
              issues={issuesAt(issues, `${field}.${part}`)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
