import { EgressBlocked } from './egress-blocked.ts'
import { NotReadyError } from './not-ready-error.ts'

/** Why a request got no answer, in words for a person, to stand after a colon. */
export function networkError(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : ''
  if (error instanceof EgressBlocked) return error.message
  if (isTlsCode(code)) return `TLS problem: ${'reason' in error ? error.reason : error.message}`
  if (error.name === 'HTTPParserError') return 'the answer is not HTTP'
  return WORDS[code] ?? (error.message || code)
}

/** Whether it surely happened before a byte of the request went out. What is not known to did not. */
export function isBeforeConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof EgressBlocked || error instanceof NotReadyError) return true
  const code = 'code' in error ? String(error.code) : ''
  return UNCONNECTED.has(code) || isTlsCode(code)
}

const UNCONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

const WORDS: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'host not found',
  EAI_AGAIN: 'host not found',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  UND_ERR_SOCKET: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'host unreachable',
  ETIMEDOUT: 'timed out while connecting',
  UND_ERR_CONNECT_TIMEOUT: 'timed out while connecting',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
}

/** Codes of OpenSSL and of Node's tls module. */
const isTlsCode = (code: string): boolean =>
  /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|EPROTO$|INVALID_CA|HOSTNAME_MISMATCH)/.test(
    code,
  )
