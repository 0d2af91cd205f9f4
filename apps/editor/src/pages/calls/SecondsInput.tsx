import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

const LONGEST_SECONDS = 86_400

interface SecondsInputProps {
  label: string
  value: string
  onChange: (value: string) => void
}

export const SecondsInput = ({ label, value, onChange }: SecondsInputProps) => (
  <Field label={`${label} (s)`}>
    {(control) => (
      <TextInput
        {...control}
        type="number"
        required
        min={0}
        max={LONGEST_SECONDS}
        step="any"
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    )}
  </Field>
)
