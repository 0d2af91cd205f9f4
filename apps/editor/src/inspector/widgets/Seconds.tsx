import { TextInput } from '../../ui/TextInput.tsx'
import styles from '../Field.module.css'
import { FieldFrame } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'

/** Whole seconds; an empty field leaves it to the default. */
export function Seconds(props: FieldProps) {
  const { schema, value, onChange } = props
  return (
    <FieldFrame {...props}>
      {(control) => (
        <div className={styles.measured}>
          <TextInput
            {...control}
            type="number"
            min={schema.minimum}
            max={schema.maximum}
            value={typeof value === 'number' ? value : ''}
            placeholder={schema.default === undefined ? undefined : String(schema.default)}
            onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
          />
          <span aria-hidden="true">seconds</span>
        </div>
      )}
    </FieldFrame>
  )
}
