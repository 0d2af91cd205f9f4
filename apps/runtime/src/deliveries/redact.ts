import { HIDDEN } from './build-request.ts'

/** Of a text this short, other words would be hidden with it. */
const SHORTEST = 4

export interface Redact {
  (text: string): string
  /** For a text that was cut off at its end: what may be the beginning of a secret there goes too. */
  cut: (text: string) => string
}

/** Hides secrets in what a server answers: many repeat what they were sent, as it was or in another encoding. */
export function createRedact(secrets: readonly string[]): Redact {
  const forms = [...new Set(secrets.flatMap((secret) => formsOf(secret.trim())))]
    .filter((form) => form.length >= SHORTEST)
    // A longer one may hold a shorter one.
    .sort((a, b) => b.length - a.length)
  const redact = (text: string): string => forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text)
  return Object.assign(redact, {
    cut: (text: string): string => {
      const redacted = redact(text)
      const begun = Math.max(0, ...forms.map((form) => begunAtEnd(redacted, form)))
      return begun === 0 ? redacted : redacted.slice(0, -begun) + HIDDEN
    },
  })
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  const hex = bytes.toString('hex')
  const url = encodeURIComponent(secret.toWellFormed())
  const base64 = [0, 1, 2].map((shift) => base64Inside(bytes, shift))
  const once = jsonForms(secret)
  // A body that was JSON, repeated as a text inside of JSON, is escaped again; so is what a proxy wraps once more.
  const twice = once.flatMap(jsonForms)
  return [
    secret,
    ...once,
    ...twice,
    ...twice.flatMap(jsonForms),
    url,
    url.replace(/%../g, (encoded) => encoded.toLowerCase()),
    url.replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    new URLSearchParams({ '': secret }).toString().slice(1),
    secret.replace(/[&<>"']/g, (character) => HTML[character] ?? character),
    ...base64,
    // As PHP writes slashes in JSON, and for URLs.
    ...base64.map((text) => text.replaceAll('/', '\\/')),
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
  ]
}

/** As JavaScript writes a text into JSON, as Python does, and as PHP does. */
function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const ascii = json.replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return [...new Set([json, ascii, ascii.replaceAll('/', '\\/')])]
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** What of the secret's base64 is the same whatever stands around it, where `shift` bytes stand before it in its group of three. */
function base64Inside(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const isWhole = (shift + bytes.length) % 3 === 0
  const inside = text.slice(
    Math.ceil((shift * 8) / 6),
    isWhole ? undefined : text.replace(/=+$/, '').length - 1,
  )
  return inside.length >= 2 * SHORTEST ? inside : ''
}

/** How many characters at the text's end are the beginning of the form. */
function begunAtEnd(text: string, form: string): number {
  for (let length = Math.min(form.length - 1, text.length); length >= SHORTEST; length -= 1)
    if (text.endsWith(form.slice(0, length))) return length
  return 0
}
