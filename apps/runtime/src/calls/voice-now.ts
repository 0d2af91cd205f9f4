import type { Emitted, VoiceEffect } from '@phloem/flow'
import type { Call } from '../store/port.ts'

/** What the carrier should do with a call at this moment, in the words of no carrier. */
export type VoiceNow =
  | { kind: 'carry_out'; effects: Emitted<VoiceEffect>[] }
  /** The flow waits for the answer of an HTTP request: keep the caller and ask again. */
  | { kind: 'hold'; step: number; nodeId: string }
  /** Nobody is on the line any more, or the flow has nothing left to say. */
  | { kind: 'hang_up' }
  | { kind: 'apologise'; text: string }
  /** Phloem can't decide: the number that its owner set gets the call, and nobody is told how that ends. */
  | { kind: 'forward'; to: string }

export function voiceNow({ session, status, voice, forwardedTo }: Call): VoiceNow {
  const isOnLine = session === null ? status === 'live' : session.caller === 'on_line'
  if (forwardedTo !== null && isOnLine) return { kind: 'forward', to: forwardedTo }
  if (session === null) {
    return status === 'live' ? { kind: 'carry_out', effects: voice } : { kind: 'hang_up' }
  }
  if (session.caller === 'gone') return { kind: 'hang_up' }
  const { waiting } = session
  if (waiting?.accepts.includes('http_answered')) {
    return { kind: 'hold', step: waiting.step, nodeId: waiting.nodeId }
  }
  return voice.length === 0 ? { kind: 'hang_up' } : { kind: 'carry_out', effects: voice }
}

/** For a call that nothing is known of, or of which nothing can be known now. */
export const undecided = (fallbackNumber: string | null, text: string): VoiceNow =>
  fallbackNumber === null ? { kind: 'apologise', text } : { kind: 'forward', to: fallbackNumber }
