import { APOLOGY } from '@phloem/engine'
import type { Dial, Emitted, Event, FlowDocument } from '@phloem/flow'
import { literalRecipients } from '../dial_policy/literal-recipients.ts'
import type { DialPolicy } from '../dial_policy/policy.ts'
import { minutesSpent, type Screened, screenDial } from '../dial_policy/screen-dial.ts'
import type { Call, CallEvent, DialLimit } from '../store/port.ts'
import { type Advance, advance, type World } from './advance.ts'

export interface ScreeningWorld extends World {
  dialPolicy: () => DialPolicy
  /** Whether a flow of ours answers the number. */
  isOwnNumber: (number: string) => boolean
}

export interface ScreenedAdvance extends Advance {
  /** What followed at once from dials that were refused, in its order. */
  followUps: CallEvent[]
  dialLimits: DialLimit[]
  /** A sentence for each recipient who was not dialled. */
  refusals: string[]
}

/** What moved without a dial that the policy has a word about. */
export const nothingScreened = (moved: Advance): ScreenedAdvance => ({
  ...moved,
  followUps: [],
  dialLimits: [],
  refusals: [],
})

/** A flow that goes on dialling whom it may not dial would hold up everybody. */
const MOST_REFUSED = 50

/**
 * Moves a call by one event and holds what it dials against the policy. A dial that is refused wholly ends at once, as if
 * the carrier had failed it, so that the flow goes on by its own exits in the same answer. Nothing is stored or sent here.
 */
export function advanceScreened(
  world: ScreeningWorld,
  call: Call,
  document: FlowDocument | null,
  event: Event,
  reached: readonly DialLimit[],
): ScreenedAdvance {
  const policy = world.dialPolicy()
  let all = nothingScreened(advance(world, call, document, event))
  let last = all.event
  for (let refused = 0; ; refused += 1) {
    const dial = last?.effects.find((effect) => effect.type === 'dial')
    if (last === null || dial === undefined || document === null) break
    const screened = screen(world, all.call, document, dial, last.at, reached)
    narrow(all, last, dial, screened)
    if (screened.recipients.length > 0) break
    if (refused >= MOST_REFUSED) return givenUp(all, last)
    const next = advance(world, all.call, document, refusedEnd(dial, call.callUUID, last.at, screened))
    all = joined(all, next)
    last = next.event
  }
  const isOver = call.status === 'live' && all.call.status === 'ended'
  return isOver ? { ...all, dialLimits: [...all.dialLimits, ...minutesSpent(all.call, policy)] } : all
}

function screen(
  { dialPolicy, isOwnNumber, definitions }: ScreeningWorld,
  call: Call,
  document: FlowDocument,
  dial: Emitted<Dial>,
  at: number,
  reached: readonly DialLimit[],
): Screened {
  const node = document.nodes.find(({ id }) => id === dial.nodeId)
  const literals =
    node === undefined ? new Set<string>() : literalRecipients(node, definitions.get(node.type))
  return screenDial({ dial, call, at, literals, isOwnNumber }, dialPolicy(), reached)
}

/** What is stored and answered is what is dialled. */
function narrow(all: ScreenedAdvance, event: CallEvent, dial: Emitted<Dial>, screened: Screened) {
  const { recipients, refusals, limits } = screened
  all.dialLimits = [...all.dialLimits, ...limits]
  all.refusals = [...all.refusals, ...refusals]
  if (recipients.length > 0) all.call = { ...all.call, dials: (all.call.dials ?? 0) + 1 }
  if (refusals.length === 0) return
  const narrowed = recipients.length === 0 ? [] : [{ ...dial, recipients }]
  event.effects = event.effects.flatMap((effect) => (effect === dial ? narrowed : effect))
  all.call = { ...all.call, voice: all.call.voice.flatMap((effect) => (effect === dial ? narrowed : effect)) }
  // Where nobody is left, the end of the dial says so.
  if (recipients.length > 0)
    event.trace = [
      ...event.trace,
      ...refusals.map((message) => ({ type: 'noticed' as const, nodeId: dial.nodeId, message })),
    ]
}

/** The carrier was never asked, so that nothing stands here as if it had said it but what every failed dial has. */
const refusedEnd = (
  { step }: Emitted<Dial>,
  callUUID: string,
  at: number,
  { refusals }: Screened,
): Event => ({
  type: 'dial_ended',
  at,
  step,
  result: 'failed',
  rang: false,
  hangupCause: 'PHLOEM_REFUSED',
  fields: { DialStatus: 'failed', DialRingStatus: 'false', DialALegUUID: callUUID },
  refusals,
})

const joined = (before: ScreenedAdvance, next: Advance): ScreenedAdvance => ({
  ...before,
  call: next.call,
  followUps: next.event === null ? before.followUps : [...before.followUps, next.event],
  deliveries: [...before.deliveries, ...next.deliveries],
  timers: [...before.timers, ...next.timers],
  awaited: [...before.awaited, ...next.awaited],
})

function givenUp(all: ScreenedAdvance, last: CallEvent): ScreenedAdvance {
  const message = `More than ${MOST_REFUSED} dials in a row were refused; the call was ended.`
  last.trace = [...last.trace, { type: 'failed', nodeId: null, code: 'too_many_visits', message }]
  const { session } = all.call
  return {
    ...all,
    call: {
      ...all.call,
      problem: message,
      session: session && { ...session, status: 'failed', waiting: null },
      forwardedTo: all.call.fallbackNumber,
      voice: [
        { type: 'speak', text: APOLOGY, nodeId: null, step: session?.step ?? 0 },
        { type: 'hang_up', nodeId: null, step: session?.step ?? 0 },
      ],
    },
  }
}
