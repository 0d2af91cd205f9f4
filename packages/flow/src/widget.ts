/**
 * How the editor shows a field of a node's config. A closed list: a new node type reuses these; a new member is
 * a decision, since the editor must then draw it.
 */
export type Widget =
  | 'text'
  | 'template'
  | 'long_template'
  | 'url'
  | 'recipients'
  | 'seconds'
  | 'choice'
  | 'switch'
  | 'key_values'
  | 'auth'
  | 'json'
  | 'confirm'

/**
 * Where a rendered template lands, which decides how its values are encoded:
 * `text` as is (the receiver's encoder quotes it), `url` percent-encoded, `header` without CR, LF or NUL.
 */
export type TemplatePlace = 'text' | 'url' | 'header'

declare module 'typebox' {
  interface TSchemaOptions {
    /** Which widget edits this field; absent on fields that no one edits by hand. */
    'x-widget'?: Widget
    /** This string is a template; on a field of any JSON, every string leaf is. */
    'x-template'?: TemplatePlace
    /** In this template `{{secret.NAME}}` may stand: it is sent, but neither kept nor shown. */
    'x-secrets'?: true
    /** A template in this field counts for nothing unless this switch of the node is on. */
    'x-opt-in'?: string
    /** Titles of the choices of an enum, by value. */
    'x-titles'?: Record<string, string>
    /** Text shown in an empty field. */
    'x-placeholder'?: string
    /** The form tucks this field away until asked. */
    'x-advanced'?: boolean
    /** The form shows this field only while another field of the node has this value. */
    'x-when'?: { field: string; is: string | string[] }
  }
}
