import { type Dial, isSipUri } from '@phloem/flow'
import type { Call, DialLimit } from '../store/port.ts'
import { numberKind } from './number-kind.ts'
import type { DialPolicy } from './policy.ts'

/** How many of our own numbers a call may be led through, each of them a call of its own. */
const MOST_OWN_NUMBERS = 2

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export interface Dialling {
  dial: Dial
  call: Pick<Call, 'callUUID' | 'from' | 'to' | 'flowId' | 'dials'>
  at: number
  /** The recipients that stand in the node's settings as they are. */
  literals: ReadonlySet<string>
  /** Whether a flow of ours answers the number. */
  isOwnNumber: (number: string) => boolean
}

export interface Screened {
  /** Who is dialled; nobody when all were refused. */
  recipients: string[]
  /** A sentence for each who is not. */
  refusals: string[]
  /** What the store is to count with the dial, and to hold against its limits. */
  limits: DialLimit[]
}

/**
 * Holds a dial against the policy. `reached` are limits of which the store said that they are: whoever would count towards
 * one is refused.
 */
export function screenDial(dialling: Dialling, policy: DialPolicy, reached: readonly DialLimit[]): Screened {
  const { dial, call, at, literals, isOwnNumber } = dialling
  const isReached = ({ key }: DialLimit) => reached.some((limit) => limit.key === key)
  const all = refuseAll(dialling, policy, isReached)
  if (all !== null) return { recipients: [], limits: [], refusals: dial.recipients.map(refusing(all)) }

  const recipients: string[] = []
  const refusals: string[] = []
  const limits: DialLimit[] = []
  const byTemplate: string[] = []
  for (const recipient of dial.recipients) {
    const isListed = policy.listed.some((listed) =>
      // What follows a SIP address may be another host.
      listed.startsWith('+') ? recipient.startsWith(listed) : recipient === listed,
    )
    const isFixed = isListed || literals.has(recipient)
    const refusal = isListed
      ? null
      : isFixed
        ? dangerOf(recipient)
        : refusalOfTemplate(recipient, dial, policy)
    const own = isOwnNumber(recipient) ? [ownNumber(recipient, call)] : []
    const toOne = isFixed ? [] : [hourly(recipient, at, policy)]
    const full = [...own, ...toOne].find(isReached)
    const why = refusal ?? (full && reasonOf(full))
    if (why !== undefined && why !== null) refusals.push(refusing(why)(recipient))
    else {
      recipients.push(recipient)
      limits.push(...own, ...toOne)
      if (!isFixed) byTemplate.push(recipient)
    }
  }
  const shared = byTemplate.length === 0 ? [] : sharedLimits(dialling, policy, byTemplate.length)
  const full = shared.find(isReached)
  if (full === undefined)
    return { recipients, refusals, limits: [...limits, ...shared, ...spent(policy, recipients, at)] }
  const left = recipients.filter((recipient) => !byTemplate.includes(recipient))
  const kept = limits.filter((limit) => !byTemplate.some((recipient) => limit.key.endsWith(` ${recipient}`)))
  return {
    recipients: left,
    refusals: [...refusals, ...byTemplate.map(refusing(reasonOf(full)))],
    limits: [...kept, ...spent(policy, left, at)],
  }
}

const refusing =
  (why: string) =>
  (recipient: string): string =>
    `Phloem did not dial ${recipient}: ${why}.`

function refuseAll(
  { call, at }: Dialling,
  policy: DialPolicy,
  isReached: (limit: DialLimit) => boolean,
): string | null {
  if ((call.dials ?? 0) >= policy.dialsPerCall)
    return `the call has dialled ${policy.dialsPerCall} times, which is the limit`
  const full = spent(policy, ['anybody'], at).find(isReached)
  return full === undefined ? null : reasonOf(full)
}

const dangerOf = (recipient: string): string | null => {
  const danger = isSipUri(recipient) ? null : numberKind(recipient).danger
  return danger === null ? null : `it is ${danger}, and the dialling policy does not list it`
}

function refusalOfTemplate(recipient: string, dial: Dial, policy: DialPolicy): string | null {
  if (!dial.allowsTemplates)
    return 'it came from a template, which the node does not allow ("Dial numbers from templates")'
  if (isSipUri(recipient)) return refusalOfSip(recipient, policy)
  const danger = dangerOf(recipient)
  if (danger !== null) return danger
  const { country, isOrdinary } = numberKind(recipient)
  if (!isOrdinary) return 'it came from a template and is no number that is given out to people or offices'
  const isAllowed = policy.allowed.some((each) =>
    each.startsWith('+') ? recipient.startsWith(each) : each === country,
  )
  if (isAllowed) return null
  return `the dialling policy does not allow numbers of ${country ?? 'no country'} from templates`
}

/** Parameters may send the call elsewhere (`maddr`, RFC 3261), whatever the host is. */
function refusalOfSip(recipient: string, { sipHosts }: DialPolicy): string | null {
  const [, host] = /^sips?:[^@;?]+@(\[[^\]]+\]|[^:;?[\]]+)(?::\d{1,5})?$/i.exec(recipient) ?? []
  if (host === undefined)
    return 'it came from a template, and a SIP address with more than user, host and port is not dialled then'
  return sipHosts.includes(host.toLowerCase())
    ? null
    : `the dialling policy does not allow the SIP host ${host.toLowerCase()}`
}

const hourly = (recipient: string, at: number, { dialsPerHourToOne }: DialPolicy): DialLimit => ({
  kind: 'rate',
  key: `to ${recipient}`,
  periodMs: HOUR_MS,
  at,
  add: 1,
  most: dialsPerHourToOne,
})

const ownNumber = (number: string, call: Dialling['call']): DialLimit => ({
  kind: 'own_number',
  key: `own ${number}`,
  calledKey: `own ${call.to}`,
  most: MOST_OWN_NUMBERS,
})

const sharedLimits = ({ call, at }: Dialling, policy: DialPolicy, add: number): DialLimit[] => [
  {
    kind: 'rate',
    key: `flow ${call.flowId}`,
    periodMs: MINUTE_MS,
    at,
    add,
    most: policy.dialsPerMinuteOfFlow,
  },
  { kind: 'live_calls', key: `caller ${call.from}`, most: policy.callsPerCaller },
]

/** A minute is taken at once; what the call lasts beyond is counted at its end, see `minutesSpent`. */
const spent = ({ spending }: DialPolicy, recipients: string[], at: number): DialLimit[] =>
  spending === null || recipients.length === 0
    ? []
    : [minutes(at, 1, Math.floor(spending.perDay / spending.perMinute))]

const minutes = (at: number, add: number, most: number | null): DialLimit => ({
  kind: 'rate',
  key: 'minutes',
  periodMs: DAY_MS,
  at,
  add,
  most,
})

/** What a call that is over has cost beyond the minutes that its dials took. */
export function minutesSpent(
  { dials = 0, durationSeconds, endedAt }: Pick<Call, 'dials' | 'durationSeconds' | 'endedAt'>,
  { spending }: DialPolicy,
): DialLimit[] {
  const beyond = Math.ceil((durationSeconds ?? 0) / 60) - dials
  return spending === null || dials === 0 || beyond <= 0 ? [] : [minutes(endedAt ?? 0, beyond, null)]
}

function reasonOf({ kind, key, most }: DialLimit): string {
  if (kind === 'live_calls') return `the caller has ${most} calls up already that dial by template`
  if (kind === 'own_number')
    return `it is a number of our own, and the call came through ${most} of them already; that looks like a loop`
  if (key === 'minutes') return 'what may be spent in a day is spent'
  return key.startsWith('to ')
    ? `it was dialled ${most} times within the hour, which is the limit`
    : `the flow has dialled ${most} destinations from templates within the minute, which is the limit`
}
