import { useState } from 'react'
import { FieldFrame } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'
import { formatRecipients, parseRecipients, tidyRecipients } from '../recipients.ts'
import { TemplateInput } from '../TemplateInput.tsx'

/** Recipients in one line, separated by commas. */
export function Recipients(props: FieldProps) {
  const { schema, value, onChange } = props
  const recipients = Array.isArray(value) ? value.map(String) : []
  // What is typed stays as it is, `+1202, ` with its comma and space, as long as it means the value.
  const [typed, setTyped] = useState('')
  const shown = isSame(parseRecipients(typed), recipients) ? typed : formatRecipients(recipients)
  const change = (text: string) => {
    setTyped(text)
    onChange(parseRecipients(text))
  }
  const tidy = () => {
    const tidied = tidyRecipients(recipients)
    if (!isSame(tidied, recipients)) onChange(tidied)
    setTyped(formatRecipients(tidied))
  }
  return (
    <FieldFrame {...props}>
      {(control) => (
        <TemplateInput
          control={control}
          value={shown}
          onChange={change}
          onBlur={tidy}
          place={schema.items?.['x-template']}
          placeholder={schema['x-placeholder']}
        />
      )}
    </FieldFrame>
  )
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((entry, index) => entry === b[index])
