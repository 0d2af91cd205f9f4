import { createNonce, signV3 } from '@phloem/simulator'

export const AUTH = { PLIVO_AUTH_ID: 'MAEXAMPLE00000000000', PLIVO_AUTH_TOKEN: 'a-plivo-auth-token' }

export interface CarrierAnswer {
  status: number
  contentType: string
  body: string
  /** Attributes of the first element of a name, unescaped; undefined when there is none. */
  element: (name: string) => Record<string, string> | undefined
}

export interface AskOptions {
  method?: 'GET' | 'POST'
  /** Signs with this; null sends no signature. */
  authToken?: string | null
  nonce?: string
  headers?: Record<string, string>
}

/** Asks as Plivo does: a signed form (or query), with the fragment left out. */
export async function ask(
  url: string,
  params: Record<string, string>,
  {
    method = 'POST',
    authToken = AUTH.PLIVO_AUTH_TOKEN,
    nonce = createNonce(),
    headers = {},
  }: AskOptions = {},
): Promise<CarrierAnswer> {
  const address = new URL(url.replace(/#.*$/, ''))
  if (method === 'GET')
    for (const [key, value] of Object.entries(params)) address.searchParams.append(key, value)
  const signed: Record<string, string> =
    authToken === null
      ? {}
      : {
          'x-plivo-signature-v3': signV3(
            method,
            address.href,
            method === 'POST' ? params : {},
            nonce,
            authToken,
          ),
          'x-plivo-signature-v3-nonce': nonce,
        }
  const response = await fetch(address, {
    method,
    headers: { ...signed, ...headers },
    redirect: 'manual',
    ...(method === 'POST' ? { body: new URLSearchParams(params) } : {}),
  })
  const body = await response.text()
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    body,
    element: (name) => {
      const found = new RegExp(`<${name}\\b([^>]*)>`).exec(body)
      return found
        ? Object.fromEntries(
            [...(found[1] ?? '').matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [
              key,
              unescaped(value ?? ''),
            ]),
          )
        : undefined
    },
  }
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** What Plivo sends when a call arrives. Numbers come without the plus sign. */
export const answerParams = (
  callUUID: string,
  over: Record<string, string> = {},
): Record<string, string> => ({
  CallStatus: 'ringing',
  CallUUID: callUUID,
  Direction: 'inbound',
  Event: 'StartApp',
  From: '14155550100',
  To: '12025550177',
  ...over,
})

export const dialParams = (callUUID: string, over: Record<string, string> = {}): Record<string, string> => ({
  CallStatus: 'in-progress',
  CallUUID: callUUID,
  DialALegUUID: callUUID,
  DialBLegUUID: '',
  DialHangupCause: 'NO_ANSWER',
  DialRingStatus: 'true',
  DialStatus: 'no-answer',
  Direction: 'inbound',
  From: '14155550100',
  To: '12025550177',
  ...over,
})

export const hangupParams = (
  callUUID: string,
  over: Record<string, string> = {},
): Record<string, string> => ({
  CallStatus: 'completed',
  CallUUID: callUUID,
  Direction: 'inbound',
  Duration: '12',
  Event: 'Hangup',
  From: '14155550100',
  HangupCause: 'NORMAL_CLEARING',
  HangupCauseCode: '4000',
  HangupCauseName: 'Normal Hangup',
  HangupSource: 'Caller',
  To: '12025550177',
  ...over,
})
