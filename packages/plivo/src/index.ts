export { retries } from './retry-fragment.ts'
export { type SignedRequest, signV3 } from './signatures/sign-v3.ts'
export {
  SIGNATURE_HEADERS,
  type SignatureHeaders,
  type Verification,
  verifyV3,
} from './signatures/verify-v3.ts'
export { readAnswer, type Start } from './webhooks/answer.ts'
export { CALL_STATUSES, type CallStatus } from './webhooks/call-status.ts'
export { DIAL_STATUSES, type DialStatus, readDialEnded } from './webhooks/dial-ended.ts'
export { readDialEvent } from './webhooks/dial-event.ts'
export { type Hangup, readHangup } from './webhooks/hangup.ts'
export type { Invalid } from './webhooks/invalid.ts'
export { first, type Params, readPairs } from './webhooks/params.ts'
export { type Recording, readRecording } from './webhooks/recording.ts'
export { type Ring, readRing } from './webhooks/ring.ts'
export type { CallbackUrls } from './xml/callback-urls.ts'
export { apologyXml, confirmXml, emptyXml, forwardXml, parkXml } from './xml/fixed-documents.ts'
export { voiceXml } from './xml/voice-xml.ts'
export { XmlTooLarge } from './xml/xml-too-large.ts'
