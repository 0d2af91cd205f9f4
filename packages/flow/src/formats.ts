/** Node names: what Handlebars takes as one path segment without brackets. */
export const IDENTIFIER = '^[A-Za-z_][A-Za-z0-9_]*$'

/** Ids of flows, nodes and exits; safe in URLs and file names. */
export const SLUG = '^[A-Za-z0-9][A-Za-z0-9_-]*$'

/** E.164 (ITU-T): a plus sign and 7 to 15 digits, the first not zero. */
export const E164 = '^\\+[1-9]\\d{6,14}$'

/** RFC 3261 addresses as far as Plivo's `User` takes them. */
export const SIP_URI = '^sips?:[^\\s@<>"]+@[^\\s@<>"]+$'

const e164 = new RegExp(E164)
const sipUri = new RegExp(SIP_URI)

const isPhoneNumber = (text: string): boolean => e164.test(text)
export const isSipUri = (text: string): boolean => sipUri.test(text)

/** Whether the text holds a template at all; what it says is for the template checks. */
export const hasTemplate = (text: string): boolean => text.includes('{{')

/**
 * A phone number as people and carriers write it (`1 (202) 555-0101`, `12025550101`) in E.164, or null where it
 * is none. Plivo sends numbers without the plus sign in most requests.
 */
export function toE164(text: string): string | null {
  const digits = text.replace(/[\s().\-‐-―]/g, '')
  const number = digits.startsWith('+')
    ? digits
    : digits.startsWith('00')
      ? `+${digits.slice(2)}`
      : `+${digits}`
  return isPhoneNumber(number) ? number : null
}
