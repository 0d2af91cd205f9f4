import type { DialPolicy } from '../../api/dial-policy.ts'

/** What the form holds: texts, as they are typed. */
export interface PolicyFields {
  listed: string
  allowed: string
  sipHosts: string
  dialsPerCall: string
  callsPerCaller: string
  dialsPerHourToOne: string
  dialsPerMinuteOfFlow: string
  /** Both empty: no limit. */
  perMinute: string
  perDay: string
}

export const fieldsOf = ({ listed, allowed, sipHosts, spending, ...counts }: DialPolicy): PolicyFields => ({
  listed: listed.join('\n'),
  allowed: allowed.join('\n'),
  sipHosts: sipHosts.join('\n'),
  dialsPerCall: String(counts.dialsPerCall),
  callsPerCaller: String(counts.callsPerCaller),
  dialsPerHourToOne: String(counts.dialsPerHourToOne),
  dialsPerMinuteOfFlow: String(counts.dialsPerMinuteOfFlow),
  perMinute: spending === null ? '' : String(spending.perMinute),
  perDay: spending === null ? '' : String(spending.perDay),
})

/** The policy that the fields say, or the mistakes by field; what entries of lists mean is for the API to judge. */
export function policyOf(
  fields: PolicyFields,
): { policy: DialPolicy } | { mistakes: Partial<Record<keyof PolicyFields, string>> } {
  const mistakes: Partial<Record<keyof PolicyFields, string>> = {}
  const count = (name: keyof PolicyFields): number => {
    const value = Number(fields[name])
    if (!Number.isInteger(value) || value < 1) mistakes[name] = 'A whole number from 1 on.'
    return value
  }
  const money = (name: keyof PolicyFields): number => {
    const value = Number(fields[name])
    if (fields[name].trim() === '' || !(value > 0)) mistakes[name] = 'An amount above 0; or leave both empty.'
    return value
  }
  const isLimited = `${fields.perMinute}${fields.perDay}`.trim() !== ''
  const policy: DialPolicy = {
    listed: entries(fields.listed),
    allowed: entries(fields.allowed),
    sipHosts: entries(fields.sipHosts),
    dialsPerCall: count('dialsPerCall'),
    callsPerCaller: count('callsPerCaller'),
    dialsPerHourToOne: count('dialsPerHourToOne'),
    dialsPerMinuteOfFlow: count('dialsPerMinuteOfFlow'),
    spending: isLimited ? { perMinute: money('perMinute'), perDay: money('perDay') } : null,
  }
  return Object.keys(mistakes).length > 0 ? { mistakes } : { policy }
}

/** Spaces stand inside of numbers. */
const entries = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
