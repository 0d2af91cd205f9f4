import type { Callee } from './callee.ts'
import { readDocument } from './document.ts'
import { elementWords } from './element-words.ts'
import { type LiveCall, note, paramsInCall } from './live-call.ts'
import { isSuccess, isWebUrl } from './webhook.ts'
import type { XmlElement } from './xml.ts'

/**
 * Fetches the prompt that the callee hears before being connected, always by POST. Without a usable prompt the
 * callee is asked all the same, in silence.
 */
export async function playConfirmSound(call: LiveCall, dial: XmlElement, callee: Callee): Promise<void> {
  const { confirmSound: url } = dial.attributes
  if (url === undefined) return
  if (!isWebUrl(url)) return note(call, `cannot request the confirmSound ${url}`)
  const reply = await call.send({
    purpose: 'confirm_sound',
    method: 'POST',
    url,
    params: paramsInCall(call, {
      DialALegUUID: callee.callUUID,
      DialBLegFrom: callee.from,
      DialBLegTo: callee.to,
      DialBLegUUID: callee.legUUID,
    }),
  })
  if (!('status' in reply) || !isSuccess(reply.status)) return note(call, 'has no prompt for the callee')
  const document = readDocument(reply)
  if ('mistake' in document) return note(call, `refuses the prompt for the callee: ${document.mistake}`)
  for (const element of document) {
    const { name, attributes } = element
    if (!audible.has(name)) {
      note(call, `ignores ${name} in the prompt for the callee`)
    } else {
      const text = `${elementWords(element)} to ${callee.to}`
      call.record({ type: 'element', actor: 'system', name, attributes, text })
    }
  }
}

const audible: ReadonlySet<string> = new Set(['Speak', 'Play', 'Wait'])
