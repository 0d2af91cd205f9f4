import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** What the numbering plans of the world say of a number. */
export interface NumberKind {
  /** ISO 3166; null for numbers of no country, and for those that no country has given out. */
  country: string | null
  /** Why nobody should dial it by accident, in words; null for all others. */
  danger: string | null
  /** Given out, and to people or offices: fixed, mobile, over the internet, or free to call. */
  isOrdinary: boolean
}

/** Networks of satellites, and numbers of no country whose owner sets the price (ITU-T E.164 Annex). */
const BEYOND_COUNTRIES: Record<string, string> = {
  '870': 'a satellite phone',
  '881': 'a satellite phone',
  '882': 'a number of an international network',
  '883': 'a number of an international network',
  '979': 'a premium-rate number',
}

const ORDINARY: readonly NumberType[] = ['FIXED_LINE', 'MOBILE', 'FIXED_LINE_OR_MOBILE', 'TOLL_FREE', 'VOIP']

/** The exchange that North America keeps for premium rates in every area. */
const NANP_PREMIUM_EXCHANGE = /^\+1\d{3}976\d{4}$/

/** Reading one takes a tenth of a millisecond, and a sales desk is dialled all day. */
const MOST_KNOWN = 2000
const known = new Map<string, NumberKind>()

/** The number is in E.164. */
export function numberKind(number: string): NumberKind {
  const found = known.get(number)
  if (found !== undefined) return found
  const kind = read(number)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(number, kind)
  return kind
}

function read(number: string): NumberKind {
  const parsed = parsePhoneNumberFromString(number)
  const type = parsed?.getType()
  const danger =
    BEYOND_COUNTRIES[parsed?.countryCallingCode ?? ''] ??
    (type === 'PREMIUM_RATE' || NANP_PREMIUM_EXCHANGE.test(number) ? 'a premium-rate number' : null)
  return {
    country: parsed?.country ?? null,
    danger,
    isOrdinary: danger === null && (parsed?.isValid() ?? false) && ORDINARY.includes(type),
  }
}
