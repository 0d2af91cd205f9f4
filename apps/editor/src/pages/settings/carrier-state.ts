import type { CarrierDiagnosis, Refusal } from '../../api/types.ts'
import type { Tone } from '../../ui/Badge.tsx'
import { count } from '../../words/count.ts'

interface CarrierState {
  tone: Tone
  title: string
  words: string
  /** The refusal that says what to do; null where nothing is to be done. */
  cause: Refusal | null
}

/** Whether calls get through, in one line, and the refusal that explains it best. */
export function carrierState({ accepted, refusals, carrier }: CarrierDiagnosis): CarrierState {
  const who = carrier === 'plivo' ? 'Plivo' : 'The simulator'
  const ofCarrier = refusals.find(({ suggestion }) => suggestion?.isFromCarrier)
  // Times of ISO 8601 in UTC are in order as texts.
  const isMended = (at: string) => accepted.lastAt !== null && accepted.lastAt > at
  if (ofCarrier && !isMended(ofCarrier.at)) {
    return {
      tone: 'danger',
      title: 'Refused',
      words: `${who} asks, and its requests are refused: callers don’t get through.`,
      cause: ofCarrier,
    }
  }
  if (accepted.count > 0) {
    const taken = count(accepted.count, 'request')
    return {
      tone: 'success',
      title: 'Working',
      words: `${who} asks, and its signatures are good: ${taken} taken since the start.`,
      cause: null,
    }
  }
  const [newest] = refusals
  return newest
    ? {
        tone: 'warning',
        title: 'Nothing good came yet',
        words: `Nothing with a good signature has come since the start, but other requests have. If you tried a call, they may be it.`,
        cause: refusals.find(({ suggestion }) => suggestion?.kind === 'auth_token') ?? newest,
      }
    : {
        tone: 'neutral',
        title: 'Nothing came yet',
        words: `${who} has not asked anything since the start. If you tried a call, the URLs of the application at Plivo do not lead here.`,
        cause: null,
      }
}

const REASONS: Record<Refusal['reason'], string> = {
  missing_signature: 'Not signed',
  missing_nonce: 'Signed without a nonce',
  mismatch: 'Signature does not fit',
  nonce_reused: 'Nonce used before, for another request',
  not_a_form: 'Not a form',
  too_large: 'Too large',
}

export const reasonWords = ({ reason }: Refusal): string => REASONS[reason]

/** What to do about a refusal, or why there is nothing to do. */
export function adviceOf({ reason, suggestion }: Refusal): string {
  if (suggestion !== null) return suggestion.message
  switch (reason) {
    case 'nonce_reused':
      return 'Somebody sent a signature again with something else than it was made for. It was refused; nothing needs to be done.'
    case 'not_a_form':
      return 'Plivo sends forms (application/x-www-form-urlencoded) alone. Somebody else asked, or a proxy changes requests.'
    case 'too_large':
      return 'Plivo’s requests are far smaller. Somebody else asked.'
    default:
      return 'So many requests were refused in this minute that this one was not looked into.'
  }
}
