import { createHash, timingSafeEqual } from 'node:crypto'
import { baseOf, type SignedRequest, signBase } from './sign-v3.ts'

/** The headers that carry a signature, in the lower case of Node. `maSignature` is made with the main account's token. */
export const SIGNATURE_HEADERS = {
  signature: 'x-plivo-signature-v3',
  maSignature: 'x-plivo-signature-ma-v3',
  nonce: 'x-plivo-signature-v3-nonce',
} as const

export type SignatureHeaders = { [header in keyof typeof SIGNATURE_HEADERS]?: string | undefined }

export type Verification =
  | { ok: true }
  | { ok: false; reason: 'missing_signature' | 'missing_nonce' | 'mismatch'; message: string }

/**
 * Whether Plivo sent the request: whether any signature in either header was made with any of the tokens. It
 * remembers no nonces; a replayed request passes.
 */
export function verifyV3({
  headers,
  authTokens,
  ...request
}: SignedRequest & { headers: SignatureHeaders; authTokens: readonly string[] }): Verification {
  const { signature = '', maSignature = '', nonce = '' } = headers
  // One header may hold several signatures, joined by commas.
  const given = `${signature},${maSignature}`
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
  if (given.length === 0) {
    const names = `${SIGNATURE_HEADERS.signature} or ${SIGNATURE_HEADERS.maSignature}`
    return { ok: false, reason: 'missing_signature', message: `the request has no header ${names}` }
  }
  if (nonce === '') {
    return {
      ok: false,
      reason: 'missing_nonce',
      message: `the request has no header ${SIGNATURE_HEADERS.nonce}`,
    }
  }
  // With an empty token anybody could sign.
  const good = authTokens.filter((authToken) => authToken !== '')
  const base = baseOf(request)
  const expected = good.map((authToken) => signBase(base, nonce, authToken))
  if (expected.some((ours) => given.some((theirs) => isSame(ours, theirs)))) return { ok: true }
  return {
    ok: false,
    reason: 'mismatch',
    message: `no signature fits ${request.method} ${request.url} and any of ${expected.length} auth tokens`,
  }
}

/**
 * Hashed first, since the comparison in constant time takes only equal lengths of bytes. The length of a signature is no
 * secret: others cost nothing, however many a header holds.
 */
const isSame = (ours: string, theirs: string): boolean =>
  ours.length === theirs.length && timingSafeEqual(sha256(ours), sha256(theirs))

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
