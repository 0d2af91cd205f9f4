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
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ '': secret }).toString().slice(1),
    secret.replace(/[&<>"']/g, (character) => HTML[character] ?? character),
    // Inside of a longer text the first and last characters depend on what stands around.
    ...[0, 1, 2].map((shift) => base64Inside(bytes, shift)),
    ...[0, 1, 2].map((shift) => base64Inside(bytes, shift).replaceAll('+', '-').replaceAll('/', '_')),
    hex,
    hex.toUpperCase(),
  ]
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** What of the secret's base64 is the same whatever follows, where `shift` bytes stand before it in its group of three. */
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
