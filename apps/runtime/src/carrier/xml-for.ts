import { apologyXml, type CallbackUrls, confirmXml, emptyXml, parkXml, voiceXml } from '@phloem/plivo'
import type { VoiceNow } from '../calls/voice-now.ts'
import type { WebhookAnswer } from '../store/port.ts'
import { callbackUrl } from './callback-urls.ts'

/** How long a held caller waits before Plivo asks again. */
const HOLD_SECONDS = 1

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
      return xml(parkXml({ seconds: HOLD_SECONDS, url: `${url}?n=${nextHold}` }))
    }
    case 'hang_up':
      return xml(voiceXml([{ type: 'hang_up', nodeId: null, step: 0 }], urls))
    case 'apologise':
      return apology(now.text)
  }
}

export const apology = (text: string): WebhookAnswer => xml(apologyXml(text))

/** What a recipient hears before the key is asked for. */
export const promptXml = (prompt: string): WebhookAnswer => xml(confirmXml(prompt))

/** For requests whose answer Plivo ignores. */
export const receipt: WebhookAnswer = xml(emptyXml)

function xml(body: string): WebhookAnswer {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body }
}
