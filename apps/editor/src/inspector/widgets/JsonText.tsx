import type { Issue } from '@phloem/flow'
import { useEffect, useState } from 'react'
import { FieldFrame } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'
import { fieldKey, setUnfinished, useFieldStore } from '../field-store.ts'
import { useInspector } from '../inspector-context.ts'
import { TemplateInput } from '../TemplateInput.tsx'

/** Any JSON as text. While it does not parse, the config keeps what it had, and the text waits here for more. */
export function JsonText(props: FieldProps) {
  const { field, value, onChange, issues } = props
  const store = useFieldStore()
  const key = fieldKey(useInspector().nodeId, field)
  const [typed, setTyped] = useState(() => store.getState().unfinished[key]?.text ?? '')
  const { error, value: parsed } = parse(typed)
  const isTyped = error !== null || JSON.stringify(parsed) === JSON.stringify(value)
  useEffect(() => {
    setUnfinished(store, key, error === null ? null : { text: typed, why: error })
  }, [store, key, typed, error])
  const mistake: Issue | null =
    error === null ? null : { code: 'json', severity: 'error', node: null, field, path: null, message: error }
  const change = (text: string) => {
    setTyped(text)
    const next = parse(text)
    if (next.error === null) onChange(next.value)
  }
  return (
    <FieldFrame {...props} issues={mistake ? [mistake, ...issues] : issues}>
      {(control) => (
        <TemplateInput
          control={control}
          mode="json"
          place={props.schema['x-template']}
          takesSecrets={props.schema['x-secrets'] === true}
          placeholder={'{ "caller": "{{Start.call.from}}" }'}
          value={isTyped ? typed : (JSON.stringify(value, null, 2) ?? '')}
          onChange={change}
        />
      )}
    </FieldFrame>
  )
}

function parse(text: string): { value: unknown; error: string | null } {
  if (text.trim() === '') return { value: undefined, error: null }
  try {
    return { value: JSON.parse(text), error: null }
  } catch (error) {
    return { value: undefined, error: `This is not JSON yet: ${(error as Error).message}` }
  }
}
