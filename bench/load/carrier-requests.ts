import { randomUUID } from 'node:crypto'
import { createNonce, signV3 } from '@phloem/simulator'
import { AUTH, answerParams, dialParams, hangupParams } from '../../test/harness/outside-carrier.ts'
import type { RunningSide } from '../sides/side.ts'

/** The carrier's requests as they go over the wire, each signed with a nonce of its own. All sides get the same. */
export const answerRequest = (side: RunningSide, callUUID: string): string =>
  signedPost(side, side.paths.answer, answerParams(callUUID))

/** `action` is what the answered Dial named. */
export const actionRequest = (side: RunningSide, callUUID: string, action: string): string =>
  signedPost(side, pathOf(action), dialParams(callUUID))

export const hangupRequest = (side: RunningSide, callUUID: string): string =>
  signedPost(side, side.paths.hangup, hangupParams(callUUID))

export const newCalls = (count: number): string[] => Array.from({ length: count }, () => randomUUID())

function signedPost({ url, port }: RunningSide, path: string, params: Record<string, string>): string {
  const nonce = createNonce()
  const body = new URLSearchParams(params).toString()
  return [
    `POST ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    `X-Plivo-Signature-V3: ${signV3('POST', `${url}${path}`, params, nonce, AUTH.PLIVO_AUTH_TOKEN)}`,
    `X-Plivo-Signature-V3-Nonce: ${nonce}`,
    '',
    body,
  ].join('\r\n')
}

const pathOf = (url: string): string => new URL(url).pathname

/** Of the document's Dial. */
export function actionIn(xml: string): string {
  const action = /<Dial\b[^>]*\baction="([^"]*)"/.exec(xml)?.[1]
  if (action === undefined) throw new Error(`no Dial with an action:\n${xml}`)
  return action.replaceAll('&amp;', '&')
}
