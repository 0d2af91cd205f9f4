import { type LiveCall, type Next, note, paramsInCall } from './live-call.ts'
import type { Params } from './parameters.ts'
import { isWebUrl, type Method } from './webhook.ts'
import type { XmlElement } from './xml.ts'

/**
 * The request to an element's `action` URL. With `redirect` (the default) the call goes on with its answer; without,
 * it is sent here and its answer ignored.
 */
export async function requestAction(
  call: LiveCall,
  element: XmlElement,
  params: Params,
): Promise<Next | null> {
  const { action: url, method = 'POST', redirect } = element.attributes
  if (url === undefined) return null
  if (redirect !== 'false') return { type: 'fetch', purpose: 'action', url, method, params }
  await sendActionOnly(call, element, params)
  return null
}

/** Tells the `action` URL and ignores the answer. */
export async function sendActionOnly(call: LiveCall, element: XmlElement, params: Params): Promise<void> {
  const { action: url, method = 'POST' } = element.attributes
  if (url === undefined) return
  if (!isWebUrl(url) || !isMethod(method)) return note(call, `cannot request the action: ${method} ${url}`)
  await call.send({ purpose: 'action', method, url, params: paramsInCall(call, params) })
}

export const isMethod = (text: string): text is Method => text === 'GET' || text === 'POST'

/** For attributes that the check of the document has limited to the two methods. */
export const methodOf = (text: string | undefined): Method => (text === 'GET' ? 'GET' : 'POST')
