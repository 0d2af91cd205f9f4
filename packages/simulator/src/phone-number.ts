/** A number as people and carriers write it (`1 (202) 555-0101`, `12025550101`) in E.164; null where it is none. */
export function toE164(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, '').replace(/^\+/, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
}

/** A recipient in one spelling, E.164 or a lower-cased `sip:` URI; null where nobody can be dialled. */
export function toAddress(text: string): string | null {
  return /^sips?:[^\s@]+@[^\s@]+$/i.test(text) ? text.toLowerCase() : toE164(text)
}

/** Plivo leaves out the plus sign in `From` and `To`. */
export const withoutPlus = (number: string): string => number.replace(/^\+/, '')
