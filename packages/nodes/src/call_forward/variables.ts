import type { Json, Variable } from '@phloem/flow'
import type { CallForwardExit } from './exits.ts'

/** What the guide on dial status reporting has users send to their server, in its order. */
export const dialResultFields = [
  'DialStatus',
  'DialRingStatus',
  'DialHangupCause',
  'DialALegUUID',
  'DialBLegUUID',
] as const

const uuid = '7c0f2b9e-1d5a-4a53-9e0a-51c6e8f1a001'

export const variables = [
  {
    path: 'DialStatus',
    title: 'How the dial ended, as the carrier says it',
    type: 'text',
    sample: 'completed',
  },
  { path: 'DialRingStatus', title: 'Whether a phone rang', type: 'text', sample: 'true' },
  { path: 'DialHangupCause', title: 'Cause of the hang-up', type: 'text', sample: 'NORMAL_CLEARING' },
  { path: 'DialALegUUID', title: "The caller's leg", type: 'text', sample: uuid },
  { path: 'DialBLegUUID', title: "The recipient's leg; empty without an answer", type: 'text', sample: uuid },
  { path: 'state', title: 'The exit taken', type: 'text', sample: 'completed' },
  { path: 'from', title: 'The caller ID shown', type: 'text', sample: '+14155550100' },
  { path: 'to', title: 'Who was dialled, or who answered', type: 'text', sample: '+12025550101' },
  { path: 'start_time', title: 'When it began to dial', type: 'time', sample: '2026-01-05T10:11:12.131Z' },
  { path: 'answer_time', title: 'When a recipient answered; empty if none', type: 'time', sample: '' },
  { path: 'end_time', title: 'When the dial ended', type: 'time', sample: '2026-01-05T10:12:12.131Z' },
  { path: 'duration', title: 'Seconds of talk', type: 'number', sample: 42 },
] as const satisfies readonly Variable[]

export interface Dialled {
  exit: CallForwardExit
  fields: Record<string, string>
  from: string
  to: string
  startedAt: number
  answeredAt: number | null
  talkSeconds: number | null
  endedAt: number
}

export function dialVariables({
  exit,
  fields,
  from,
  to,
  startedAt,
  answeredAt,
  talkSeconds,
  endedAt,
}: Dialled): Record<string, Json> {
  const raw = Object.fromEntries(dialResultFields.map((name) => [name, fields[name] ?? '']))
  return {
    ...raw,
    state: exit,
    from,
    to,
    start_time: time(startedAt),
    answer_time: answeredAt === null ? '' : time(answeredAt),
    end_time: time(endedAt),
    duration: talkSeconds ?? secondsBetween(answeredAt, endedAt),
  }
}

/** By our own clock, where the carrier did not say. */
const secondsBetween = (from: number | null, to: number): number =>
  from === null ? 0 : Math.max(0, Math.round((to - from) / 1000))

const time = (at: number): string => new Date(at).toISOString()
