import { encoders, type Json, parseTemplate, type TemplatePlace, withoutSecretMarks } from '@phloem/flow'
import Handlebars from 'handlebars'
import { encodeValues, PUT } from './encode-values.ts'
import { STEP_LIMITS } from './limits.ts'

/** Renders one template with a session's variables; what is not set renders empty. */
export type Template = (variables: Record<string, Record<string, Json>>) => string

const handlebars = Handlebars.create()
for (const name of ['log', 'lookup', 'blockHelperMissing', 'helperMissing']) handlebars.unregisterHelper(name)
handlebars.registerHelper({
  default: (value: unknown, fallback: unknown) =>
    value === undefined || value === null || value === '' ? fallback : value,
  upper: (value: unknown) => textOf(value).toUpperCase(),
  lower: (value: unknown) => textOf(value).toLowerCase(),
  json: (value: unknown) => JSON.stringify(value ?? null),
  [PUT]: (value: unknown, { data }: { data: { encode: (text: string) => string } }) =>
    data.encode(textOf(value)),
})

/**
 * Compiles a template for the place that its text goes to. Only what `parseTemplate` allows is compiled; each
 * value passes through the encoder of that place, so that no value can change the structure around it. Where
 * `takesSecrets`, `{{secret.NAME}}` becomes a mark (`secretMark`) that no value can counterfeit.
 */
export function compileTemplate(
  text: string,
  place: TemplatePlace,
  { takesSecrets = false }: { takesSecrets?: boolean } = {},
): Template {
  if (!text.includes('{{')) return () => text
  if (!parseTemplate(text).ok) return () => ''
  const compiled = handlebars.compile(encodeValues(handlebars.parse(text), takesSecrets), {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: { default: true, upper: true, lower: true, json: true, [PUT]: true },
    preventIndent: true,
    explicitPartialContext: true,
  })
  const encode = encoders[place]
  const data = { encode: takesSecrets ? (value: string) => encode(withoutSecretMarks(value)) : encode }
  const render: Template = (variables) => {
    const rendered = compiled(variables, { data })
    return rendered.length > STEP_LIMITS.renderedLength ? '' : rendered
  }
  // Handlebars compiles at the first rendering, and calls must not pay for that.
  render({})
  return render
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
