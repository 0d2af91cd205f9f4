import {
  encoders,
  type Json,
  Meter,
  parseTemplate,
  type TemplatePlace,
  withoutSecretMarks,
} from '@phloem/flow'
import Handlebars from 'handlebars'
import { encodeValues, PUT } from './encode-values.ts'
import { helpers, putValue, type Rendering } from './template-helpers.ts'

/**
 * Renders one template with a session's variables; what is not set renders empty. Throws `TemplateTooLarge` where it
 * would come to more than `RENDER_LIMITS`.
 */
export type Template = (variables: Record<string, Record<string, Json>>) => string

/** Ours alone: what it lacks, no template can call, whatever others register on the global one. */
const handlebars = Handlebars.create()
for (const name of Object.keys(handlebars.helpers)) handlebars.unregisterHelper(name)
for (const name of Object.keys(handlebars.decorators)) handlebars.unregisterDecorator(name)
handlebars.registerHelper({ ...helpers, [PUT]: putValue })
const knownHelpers = Object.fromEntries(Object.keys(handlebars.helpers).map((name) => [name, true]))

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
  // Handlebars would run an object as a finished syntax tree (GHSA-8r5x-fm3f-whwj); this is where texts come in.
  if (typeof text !== 'string') throw new TypeError('A template is text')
  if (!text.includes('{{')) return () => text
  if (!parseTemplate(text).ok) return () => ''
  const compiled = handlebars.compile(encodeValues(handlebars.parse(text), takesSecrets), {
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers,
    preventIndent: true,
    explicitPartialContext: true,
  })
  const encode = encoders[place]
  const encodeValue = takesSecrets ? (value: string) => encode(withoutSecretMarks(value)) : encode
  const render: Template = (variables) => {
    const rendering: Rendering = { encode: encodeValue, meter: new Meter() }
    const rendered = compiled(variables, {
      data: { rendering },
      allowProtoPropertiesByDefault: false,
      allowProtoMethodsByDefault: false,
    })
    rendering.meter.whole(rendered.length)
    return rendered
  }
  // Handlebars compiles at the first rendering, and calls must not pay for that.
  render({})
  return render
}
