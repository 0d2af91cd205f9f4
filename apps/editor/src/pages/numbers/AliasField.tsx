import { Field } from '../../ui/Field.tsx'
import { TextInput } from '../../ui/TextInput.tsx'

export function AliasField({ alias, onChange }: { alias: string; onChange: (alias: string) => void }) {
  return (
    <Field label="Alias" description="A name for this number, for you and your colleagues.">
      {(control) => (
        <TextInput
          {...control}
          maxLength={120}
          value={alias}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  )
}
