import { SIGNATURE_HEADERS, type SignatureHeaders, verifyV3 } from '@phloem/plivo'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { CarrierDiagnosis, RefusalReason } from './carrier-diagnosis.ts'
import type { SeenNonces } from './seen-nonces.ts'
import type { RefusedRequest } from './signed-otherwise.ts'

export interface SignatureOptions {
  /** Any of them is good. */
  authTokens: () => string[]
  /** Plivo signs the address that it was given, whatever proxies make of it on the way. Any of these is ours. */
  ownUrls: () => [string, ...string[]]
  metrics: Metrics
  nonces: SeenNonces
  diagnosis: CarrierDiagnosis
}

/**
 * Answers 403 to a request that Plivo did not sign, and to one whose nonce signed another, and gives back that answer; the
 * log and the page of settings say what to do. There is no way to switch this off.
 */
export function checkSignature(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignatureOptions,
): FastifyReply | undefined {
  const { authTokens, ownUrls, nonces, diagnosis } = options
  const headers = signatureHeaders(request)
  const method = request.method === 'GET' ? 'GET' : 'POST'
  const path = request.raw.url ?? ''
  const params = method === 'GET' ? [] : request.plivoParams
  const [publicUrl, ...otherUrls] = ownUrls()
  const verify = (ownUrl: string) =>
    verifyV3({ method, url: `${ownUrl}${path}`, params, headers, authTokens: authTokens() })
  const verified = verify(publicUrl)
  if (!verified.ok && !otherUrls.some((url) => verify(url).ok)) {
    const signed = {
      method,
      path,
      params,
      signatures: headers,
      headers: request.headers,
      publicUrl,
      authTokens: authTokens(),
    } as const
    return refuseStranger(request, reply, options, verified, signed)
  }
  const { nonce = '' } = headers
  const seen = nonces.take(nonce, { method, url: path, params })
  if (seen === 'reused') {
    const message = 'the nonce of its signature came before, with another request'
    return refuse(request, reply, options, { reason: 'nonce_reused', message }, null)
  }
  diagnosis.accepted()
  request.plivoNonce = nonce
  request.plivoRepeats = seen === 'new' ? 0 : seen.repeats
  return undefined
}

/** Without the headers of a signature nothing more needs to be read of a request. */
export function refuseUnsigned(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignatureOptions,
): FastifyReply | undefined {
  const { signature, maSignature, nonce } = signatureHeaders(request)
  if ((signature || maSignature) && nonce) return undefined
  return checkSignature(request, reply, options)
}

/** Notes a request that was refused before its signature could be looked at. */
export function refuseUnread(
  request: FastifyRequest,
  reason: 'too_large' | 'not_a_form',
  message: string,
  options: SignatureOptions,
) {
  if (options.diagnosis.mayBeUnsigned(request.ip)) note(request, options, { reason, message }, null)
  else options.metrics.refusedWebhooks.inc({ reason: 'too_many' })
}

function signatureHeaders({ headers }: FastifyRequest): SignatureHeaders {
  const header = (name: string): string | undefined => {
    const value = headers[name]
    return Array.isArray(value) ? value.join(',') : value
  }
  return {
    signature: header(SIGNATURE_HEADERS.signature),
    maSignature: header(SIGNATURE_HEADERS.maSignature),
    nonce: header(SIGNATURE_HEADERS.nonce),
  }
}

/** Strangers get 20 answers a minute that say why; no request of the carrier waits for that. */
function refuseStranger(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignatureOptions,
  why: Why,
  signed: RefusedRequest,
) {
  if (options.diagnosis.mayBeUnsigned(request.ip)) return refuse(request, reply, options, why, signed)
  options.metrics.refusedWebhooks.inc({ reason: 'too_many' })
  const error = { code: 'too_many_unsigned', message: 'too many requests without a good signature' }
  return reply.code(429).header('retry-after', 60).header('connection', 'close').send({ error })
}

function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  options: SignatureOptions,
  { reason, message }: Why,
  signed: RefusedRequest | null,
) {
  note(request, options, { reason, message }, signed)
  return reply.code(403).send({ error: { code: `signature_${reason}`, message } })
}

function note(
  request: FastifyRequest,
  { ownUrls, metrics, diagnosis }: SignatureOptions,
  { reason, message }: Why,
  signed: RefusedRequest | null,
) {
  metrics.refusedWebhooks.inc({ reason })
  const url = `${ownUrls()[0]}${request.raw.url ?? ''}`
  diagnosis.refused({ reason, method: request.method, url, from: request.ip }, signed, message)
}

interface Why {
  reason: RefusalReason
  message: string
}
