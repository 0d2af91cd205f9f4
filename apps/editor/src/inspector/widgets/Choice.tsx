import { Select } from '../../ui/Select.tsx'
import { FieldFrame } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'

/** One of the values of an enum. */
export function Choice(props: FieldProps) {
  const { schema, value, onChange } = props
  const options = (schema.enum ?? []).map((choice) => ({
    value: choice,
    title: schema['x-titles']?.[choice] ?? choice,
  }))
  return (
    <FieldFrame {...props}>
      {(control) => (
        <Select
          {...control}
          options={options}
          value={String(value ?? schema.default ?? '')}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </FieldFrame>
  )
}
