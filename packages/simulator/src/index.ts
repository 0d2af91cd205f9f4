export type { Application } from './application.ts'
export type { DialStatus } from './dial-plan.ts'
export type { Hangup, HangupSource } from './hangup.ts'
export { type Leg, type LegOutcome, parseLeg } from './leg.ts'
export { type CallerHangup, type PlaceCall, parsePlaceCall } from './place-call.ts'
export { createNonce, signV3 } from './signature.ts'
export {
  createSimulator,
  type EntryListener,
  type PlacedCall,
  type Simulator,
  type SimulatorOptions,
} from './simulator.ts'
export { SimulatorError } from './simulator-error.ts'
export type {
  Actor,
  CallEnd,
  CallStatus,
  Transcript,
  TranscriptEntry,
} from './transcript.ts'
export { transcriptText } from './transcript-text.ts'
export type { Method, WebhookPurpose } from './webhook.ts'
