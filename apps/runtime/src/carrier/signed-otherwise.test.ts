import type { IncomingHttpHeaders } from 'node:http'
import { readPairs, type SignedRequest, signV3 } from '@phloem/plivo'
import { describe, expect, it } from 'vitest'
import { type RefusedRequest, signedOtherwise } from './signed-otherwise.ts'

const PUBLIC_URL = 'https://phloem.example'
const AUTH_TOKEN = 'main'
const NONCE = '20418826715340098213'
const form = readPairs('CallUUID=c-1&From=14155550100&To=12025550177')

/** What Plivo signed, and what arrived of it. */
function refused(signed: Partial<SignedRequest>, arrived: Partial<RefusedRequest> = {}): RefusedRequest {
  const request: SignedRequest = {
    method: 'POST',
    url: `${PUBLIC_URL}/plivo/answer`,
    params: form,
    ...signed,
  }
  return {
    method: request.method,
    path: '/plivo/answer',
    params: request.method === 'GET' ? [] : form,
    signatures: { signature: signV3({ ...request, nonce: NONCE, authToken: AUTH_TOKEN }), nonce: NONCE },
    headers: {},
    publicUrl: PUBLIC_URL,
    authTokens: ['old', AUTH_TOKEN],
    ...arrived,
  }
}

const answer = (base: string) => ({ url: `${base}/plivo/answer` })

describe('signedOtherwise', () => {
  it.each<[what: string, signed: string, headers: IncomingHttpHeaders, publicUrl?: string]>([
    ['http for https', 'http://phloem.example', {}],
    ['https for http', 'https://phloem.example', {}, 'http://phloem.example'],
    ['a default port that is named', 'https://phloem.example:443', {}],
    ['a default port that is not named', 'https://phloem.example', {}, 'https://phloem.example:443'],
    ['a port that only the proxy has', 'https://phloem.example', {}, 'https://phloem.example:8443'],
    ['the host that the proxy passed on', 'https://calls.example', { host: 'calls.example' }],
    ['the host of X-Forwarded-Host', 'https://calls.example', { 'x-forwarded-host': 'calls.example' }],
    [
      'the first of several of X-Forwarded-Host',
      'http://calls.example',
      { 'x-forwarded-host': 'calls.example, inner:80' },
    ],
    [
      'the host of Forwarded',
      'https://calls.example',
      { forwarded: 'for=1.2.3.4;host=calls.example;proto=https' },
    ],
    [
      'the port of X-Forwarded-Port',
      'https://calls.example:8443',
      { host: 'calls.example', 'x-forwarded-port': '8443' },
    ],
    [
      'a prefix that the proxy takes off',
      'https://phloem.example/calls',
      { 'x-forwarded-prefix': '/calls/' },
    ],
    ['a prefix that is none', 'https://phloem.example', {}, 'https://phloem.example/phloem'],
    ['capital letters', 'https://phloem.example', {}, 'https://Phloem.Example'],
    [
      'a tunnel, while nothing is set',
      'https://a1b2.tunnel.example',
      { host: 'a1b2.tunnel.example' },
      'http://localhost:8080',
    ],
  ])('names the public URL: %s', (_, signed, headers, publicUrl = PUBLIC_URL) => {
    expect(signedOtherwise(refused(answer(signed), { headers, publicUrl }))).toMatchObject({
      kind: 'public_url',
      isFromCarrier: true,
      set: `PHLOEM_PUBLIC_URL=${signed}`,
      message: `The URL Plivo signed differs from PHLOEM_PUBLIC_URL: Plivo signed ${signed}/plivo/answer, and ${publicUrl}/plivo/answer was expected. Set PHLOEM_PUBLIC_URL to ${signed} and restart Phloem, or give Plivo the expected URL.`,
    })
  })

  it.each<[what: string, signed: Partial<SignedRequest>, arrived: Partial<RefusedRequest>, kind: string]>([
    ['a slash at the end', { url: `${PUBLIC_URL}/plivo/answer/` }, {}, 'path'],
    ['a slash that is gone', {}, { path: '/plivo/answer/' }, 'path'],
    [
      'a query that is gone',
      { url: `${PUBLIC_URL}/plivo/answer?a=1` },
      { headers: { 'x-original-uri': '/plivo/answer?a=1' } },
      'path',
    ],
    ['a query that was added', {}, { path: '/plivo/answer?a=1' }, 'path'],
    [
      'a path that was encoded anew',
      { url: `${PUBLIC_URL}/plivo/calls/a:b/1` },
      { path: '/plivo/calls/a%3Ab/1' },
      'path',
    ],
    ['a form that is gone', {}, { params: [] }, 'params'],
    ['a form that is gone with a redirect', {}, { method: 'GET', params: [] }, 'params'],
    ['a form that was added', { params: [] }, {}, 'params'],
    [
      'a form that was put into the query',
      {},
      { method: 'GET', params: [], path: '/plivo/answer?CallUUID=c-1&From=14155550100&To=12025550177' },
      'method',
    ],
    ['a query that was put into a form', { method: 'GET' }, { method: 'POST', params: form }, 'method'],
  ])('names what a proxy changed: %s', (_, signed, arrived, kind) => {
    expect(signedOtherwise(refused(signed, arrived)).kind).toBe(kind)
  })

  it('names the auth token when nothing fits', () => {
    const suggestion = signedOtherwise(refused({}, { authTokens: ['another'] }))
    expect(suggestion).toMatchObject({ kind: 'auth_token', isFromCarrier: false, set: null })
    expect(suggestion.message).toMatch(/^The auth token differs/)
  })

  it.each<[what: string, arrived: Partial<RefusedRequest>, kind: string]>([
    ['no signature', { signatures: {} }, 'not_signed'],
    ['no nonce', { signatures: { signature: 'x' } }, 'not_signed'],
    [
      'a signature of version 2 alone',
      { signatures: {}, headers: { 'x-plivo-signature-v2': 'x' } },
      'older_signature',
    ],
  ])('tells %s', (_, arrived, kind) => {
    expect(signedOtherwise(refused({}, arrived))).toMatchObject({ kind, isFromCarrier: false })
  })

  it('repeats neither the numbers in a query nor what no host can be', () => {
    const path = '/plivo/answer?From=14155550100'
    const signed = { method: 'GET', params: [], url: `http://phloem.example${path}` } as const
    expect(signedOtherwise(refused(signed, { path })).message).not.toContain('14155550100')
    const host = 'a.example\nSet PHLOEM_PUBLIC_URL to https://evil.example'
    const suggestion = signedOtherwise(refused({}, { authTokens: ['another'], headers: { host } }))
    expect(JSON.stringify(suggestion)).not.toContain('evil')
  })

  it('takes no longer, however much a stranger gives it to try', () => {
    const many = Array.from({ length: 100 }, (_, index) => `h${index}.example:${index}`).join(',')
    const headers = {
      host: 'a.example',
      'x-forwarded-host': many,
      'x-original-host': many,
      'x-forwarded-port': many,
      'x-forwarded-prefix': '/a,/b',
      'x-original-uri': '/x',
    }
    const params = readPairs('a=1&'.repeat(5000))
    const began = performance.now()
    expect(signedOtherwise(refused({}, { headers, params, authTokens: ['another'] })).kind).toBe('auth_token')
    expect(signedOtherwise(refused({}, { headers, authTokens: ['another'] })).kind).toBe('auth_token')
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
