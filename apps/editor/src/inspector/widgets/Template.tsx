import { TextInput } from '../../ui/TextInput.tsx'
import { FieldFrame } from '../FieldFrame.tsx'
import type { FieldProps } from '../field-props.ts'
import { TemplateInput } from '../TemplateInput.tsx'

/** One line of text in which variables may stand. */
export const Template = (props: FieldProps) => <TemplateField {...props} />

/** Several lines of text in which variables may stand. */
export const LongTemplate = (props: FieldProps) => <TemplateField {...props} mode="lines" />

/** A URL in which variables may stand. */
export const Url = (props: FieldProps) => <TemplateField {...props} inputMode="url" />

/** One line of plain text. */
export const Text = (props: FieldProps) => (
  <FieldFrame {...props}>
    {(control) => (
      <TextInput
        {...control}
        spellCheck={false}
        value={textOf(props.value)}
        placeholder={props.schema['x-placeholder']}
        onChange={({ target }) => props.onChange(target.value)}
      />
    )}
  </FieldFrame>
)

type TemplateFieldProps = FieldProps & { mode?: 'lines'; inputMode?: 'url' }

const TemplateField = ({ mode, inputMode, ...props }: TemplateFieldProps) => (
  <FieldFrame {...props}>
    {(control) => (
      <TemplateInput
        control={control}
        value={textOf(props.value)}
        onChange={props.onChange}
        mode={mode ?? 'line'}
        place={props.schema['x-template']}
        takesSecrets={props.schema['x-secrets'] === true}
        inputMode={inputMode ?? 'text'}
        placeholder={props.schema['x-placeholder']}
      />
    )}
  </FieldFrame>
)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
