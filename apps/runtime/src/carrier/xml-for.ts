import {
  apologyXml,
  type CallbackUrls,
  confirmXml,
  emptyXml,
  forwardXml,
  parkXml,
  voiceXml,
} from '@phloem/plivo'
import type { VoiceNow } from '../calls/voice-now.ts'
import type { WebhookAnswer } from '../store/port.ts'
import { callbackUrl } from './callback-urls.ts'

/** How long a held caller waits before Plivo asks again. */
const HOLD_SECONDS = 1

/** Of a forward that no flow asked for, in seconds. */
const PLAIN_FORWARD = { ringTimeout: 30, timeLimit: 14_400 }

export interface Speaking {
  callUUID: string
  publicUrl: string
  urls: CallbackUrls
  /** Counts the rounds of holding, since each of them is a callback of its own. */
  nextHold: number
}

/** What a call is to do now, as a document for Plivo. */
export function xmlFor(now: VoiceNow, { callUUID, publicUrl, urls, nextHold }: Speaking): WebhookAnswer {
  switch (now.kind) {
    case 'carry_out':
      return xml(voiceXml(now.effects, urls))
    case 'hold': {
      const url = callbackUrl(publicUrl, callUUID, now.step, now.nodeId, 'continue')
      return askAgain(`${url}?n=${nextHold}`)
    }
    case 'hang_up':
      return xml(voiceXml([{ type: 'hang_up', nodeId: null, step: 0 }], urls))
    case 'apologise':
      return apology(now.text)
    case 'forward':
      return plainForward(now.to)
  }
}

/** The carrier asks the URL (absolute, without a fragment) again after a moment; the caller hears music. */
export const askAgain = (url: string): WebhookAnswer => xml(parkXml({ seconds: HOLD_SECONDS, url }))

export const plainForward = (to: string): WebhookAnswer => xml(forwardXml(to, PLAIN_FORWARD))

export const apology = (text: string): WebhookAnswer => xml(apologyXml(text))

/** What a recipient hears before the key is asked for. */
export const promptXml = (prompt: string): WebhookAnswer => xml(confirmXml(prompt))

/** For requests whose answer Plivo ignores. */
export const receipt: WebhookAnswer = xml(emptyXml)

function xml(body: string): WebhookAnswer {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body }
}
