import type { Widget } from '@phloem/flow'
import type { ComponentType } from 'react'
import type { FieldProps } from '../field-props.ts'
import { Auth } from './Auth.tsx'
import { Choice } from './Choice.tsx'
import { Confirm } from './Confirm.tsx'
import { JsonText } from './JsonText.tsx'
import { KeyValues } from './KeyValues.tsx'
import { Recipients } from './Recipients.tsx'
import { Seconds } from './Seconds.tsx'
import { Switch } from './Switch.tsx'
import { LongTemplate, Template, Text, Url } from './Template.tsx'

/** A component for every widget; one that is missing does not compile. */
export const widgets = {
  text: Text,
  template: Template,
  long_template: LongTemplate,
  url: Url,
  recipients: Recipients,
  seconds: Seconds,
  choice: Choice,
  switch: Switch,
  key_values: KeyValues,
  auth: Auth,
  json: JsonText,
  confirm: Confirm,
} satisfies Record<Widget, ComponentType<FieldProps>>
