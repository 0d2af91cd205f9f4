import type { Application } from './application.ts'
import { readDocument } from './document.ts'
import { type Hangup, type HangupCode, hangup } from './hangup.ts'
import { type LiveCall, type Next, note, paramsInCall } from './live-call.ts'
import { type Params, standardParams } from './parameters.ts'
import { isMethod } from './request-action.ts'
import { isSuccess, isWebUrl, type Webhook } from './webhook.ts'
import type { XmlElement } from './xml.ts'

/** A document's elements, or how the call ends for want of them. */
export type Fetched = { elements: XmlElement[] } | { hangup: Hangup }

/** The first document of a call: from the answer URL, else from the fallback URL. */
export async function fetchAnswer(call: LiveCall, application: Application): Promise<Fetched> {
  const { answerUrl, answerMethod = 'POST', fallbackUrl, fallbackMethod = 'POST' } = application
  const params: Params = { ...standardParams(call.parties, 'ringing'), Event: 'StartApp' }
  const answer = await fetchFrom(
    call,
    { purpose: 'answer', method: answerMethod, url: answerUrl, params },
    answerCodes,
  )
  if ('elements' in answer || fallbackUrl === undefined) return answer
  return fetchFrom(
    call,
    { purpose: 'fallback', method: fallbackMethod, url: fallbackUrl, params },
    answerCodes,
  )
}

/** The document that an action or a Redirect leads to. */
export async function fetchNext(call: LiveCall, next: Extract<Next, { type: 'fetch' }>): Promise<Fetched> {
  const { purpose, url, method } = next
  const codes = purpose === 'action' ? actionCodes : redirectCodes
  if (!isWebUrl(url)) return { hangup: hangup(codes.invalidUrl, 'Error') }
  if (!isMethod(method)) return { hangup: hangup(codes.invalidMethod, 'Error') }
  return fetchFrom(call, { purpose, method, url, params: paramsInCall(call, next.params) }, codes)
}

interface FailureCodes {
  unreachable: HangupCode
  invalidXml: HangupCode
}

const answerCodes = { unreachable: 7011, invalidXml: 8011 } as const
const actionCodes = { unreachable: 7012, invalidUrl: 7022, invalidMethod: 7032, invalidXml: 8012 } as const
const redirectCodes = { unreachable: 7014, invalidUrl: 7024, invalidMethod: 7034, invalidXml: 8014 } as const

async function fetchFrom(call: LiveCall, webhook: Webhook, codes: FailureCodes): Promise<Fetched> {
  const reply = await call.send(webhook)
  if (!('status' in reply) || !isSuccess(reply.status)) return { hangup: hangup(codes.unreachable, 'Error') }
  const document = readDocument(reply)
  if (!('mistake' in document)) return { elements: document }
  note(call, `refuses the document: ${document.mistake}`)
  return { hangup: hangup(codes.invalidXml, 'Error') }
}
