import { type Params, SIGNATURE_HEADERS, verifyV3 } from '@phloem/plivo'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics.ts'

export interface SignatureOptions {
  /** Any of them is good. */
  authTokens: () => string[]
  /** Plivo signs the address that it was given, whatever proxies make of it on the way. Any of these is ours. */
  ownUrls: () => [string, ...string[]]
  metrics: Metrics
}

/** Answers 403 to a request that Plivo did not sign; the log says what was compared. */
export function checkSignature(
  request: FastifyRequest,
  reply: FastifyReply,
  form: Params,
  { authTokens, ownUrls, metrics }: SignatureOptions,
) {
  const header = (name: string): string | undefined => {
    const value = request.headers[name]
    return Array.isArray(value) ? value.join(',') : value
  }
  const headers = {
    signature: header(SIGNATURE_HEADERS.signature),
    maSignature: header(SIGNATURE_HEADERS.maSignature),
    nonce: header(SIGNATURE_HEADERS.nonce),
  }
  const method = request.method === 'GET' ? 'GET' : 'POST'
  const params = method === 'GET' ? [] : form
  const verify = (ownUrl: string) => {
    const url = `${ownUrl}${request.raw.url ?? ''}`
    return { url, ...verifyV3({ method, url, params, headers, authTokens: authTokens() }) }
  }
  const [publicUrl, ...otherUrls] = ownUrls()
  const verified = verify(publicUrl)
  if (verified.ok || otherUrls.some((url) => verify(url).ok)) return
  metrics.refusedSignatures.inc({ reason: verified.reason })
  request.log.warn(
    { reason: verified.reason, url: verified.url },
    `a webhook was refused: ${verified.message}. The carrier must know this Phloem by the address in PHLOEM_PUBLIC_URL, and its auth token must be the one set here.`,
  )
  return reply.code(403).send({ error: { code: `signature_${verified.reason}`, message: verified.message } })
}
