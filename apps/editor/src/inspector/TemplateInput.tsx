import { normaliseTemplate } from '@phloem/flow'
import { useRef } from 'react'
import { TextInput } from '../ui/TextInput.tsx'
import styles from './Field.module.css'
import type { ControlProps } from './field-props.ts'
import { TextArea } from './TextArea.tsx'
import { VariableMenu } from './VariableMenu.tsx'

interface TemplateInputProps {
  control: ControlProps & { 'aria-label'?: string }
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  isMultiline?: boolean
  inputMode?: 'url' | 'text'
  placeholder?: string | undefined
}

/** A text that may hold templates, with the menu of the variables that it may name. */
export function TemplateInput({ control, value, onChange, isMultiline, ...rest }: TemplateInputProps) {
  const input = useRef<HTMLInputElement & HTMLTextAreaElement>(null)
  const insert = (template: string) => {
    const element = input.current
    if (!element) return
    const start = element.selectionStart ?? value.length
    const end = element.selectionEnd ?? start
    onChange(value.slice(0, start) + template + value.slice(end))
    requestAnimationFrame(() => {
      element.focus()
      element.setSelectionRange(start + template.length, start + template.length)
    })
  }
  const shared = {
    ...rest,
    ...control,
    ref: input,
    value,
    spellCheck: false,
    onChange: ({ target }: { target: { value: string } }) => onChange(normaliseTemplate(target.value)),
  }
  return (
    <div className={styles.template}>
      {isMultiline ? <TextArea {...shared} rows={3} /> : <TextInput {...shared} />}
      <VariableMenu onPick={insert} />
    </div>
  )
}
