/** Where callers' and callees' numbers and names are masked. */
export type MaskPersonal = 'logs' | 'exports' | 'both' | 'none'

export const MASKS_LOGS: readonly MaskPersonal[] = ['logs', 'both']
export const MASKS_EXPORTS: readonly MaskPersonal[] = ['exports', 'both']

const HIDDEN = '•••'

/** Of a number its country and area stay, and its end, so that an operator still knows it again: `+1202•••0199`. */
export const maskNumber = (number: string): string =>
  number.length < 11
    ? `${number.slice(0, 3)}${HIDDEN}${number.slice(-2)}`
    : `${number.slice(0, 5)}${HIDDEN}${number.slice(-4)}`

export const maskName = (name: string): string => (name === '' ? '' : `${name.slice(0, 1)}${HIDDEN}`)

/** Every number in E.164 and every user of a SIP address in a text. */
export const maskNumbersIn = (text: string): string =>
  text
    .replace(/\+[1-9]\d{6,14}(?!\d)/g, maskNumber)
    .replace(/\b(sips?:)([^@\s"<>]+)@/g, (_, scheme: string, user: string) => `${scheme}${maskName(user)}@`)

/** The same in JSON, with the texts of fields that name people or hold numbers as carriers write them. */
export function maskPersonal<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, leaf) => {
    if (typeof leaf !== 'string') return leaf
    if (NAMES.test(key)) return maskName(leaf)
    if (NUMBERS.test(key) && /^\+?\d{7,15}$/.test(leaf)) return maskNumber(leaf)
    return maskNumbersIn(leaf)
  })
}

const NAMES = /^(callerName|caller_name|CallerName)$/
const NUMBERS = /^(from|to|number|caller|callee|recipient|fallbackNumber|forwardedTo|From|To)$/

/** A line of the log, which is JSON. What is none, such as a stack trace that was cut, loses its numbers all the same. */
export function maskLine(line: string): string {
  if (!PERHAPS_PERSONAL.test(line)) return line
  try {
    return `${JSON.stringify(maskPersonal(JSON.parse(line)))}\n`
  } catch {
    return maskNumbersIn(line)
  }
}

/** Most lines hold nothing of the kind, and reading each would cost more than writing it. */
const PERHAPS_PERSONAL =
  /\+[1-9]\d{6}|sips?:|"(callerName|caller_name|CallerName|from|to|number|caller|callee|From|To)":"/
