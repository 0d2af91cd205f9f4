import { describe, expect, it } from 'vitest'
import type { SignedRequest } from './sign-v3.ts'
import { signV3 } from './sign-v3.ts'
import { SIGNATURE_HEADERS, type SignatureHeaders, verifyV3 } from './verify-v3.ts'

const request: SignedRequest = {
  method: 'POST',
  url: 'https://flows.example.com/plivo/answer?run=r-9',
  params: [
    ['CallUUID', 'c-1'],
    ['From', '14155550100'],
  ],
}
const nonce = '20418826715340098213'
const good = signV3({ ...request, nonce, authToken: 'main' })

const verify = (
  headers: SignatureHeaders,
  changes: Partial<SignedRequest> = {},
  authTokens = ['old', 'main'],
) => verifyV3({ ...request, ...changes, headers, authTokens })

describe('verifyV3', () => {
  it.each([
    ['the signature', { signature: good, nonce }],
    ['the main account’s signature', { maSignature: good, nonce }],
    ['the main account’s signature beside a sub-account’s', { signature: 'AAAA', maSignature: good, nonce }],
    ['one of several signatures', { signature: `AAAA,${good}`, nonce }],
    ['one of several signatures with spaces between', { signature: ` AAAA , ${good} `, nonce }],
  ])('accepts %s', (_, headers) => {
    expect(verify(headers)).toEqual({ ok: true })
  })

  it('accepts a GET request', () => {
    const changes = { method: 'GET', params: [] } as const
    expect(
      verify({ signature: signV3({ ...request, ...changes, nonce, authToken: 'main' }), nonce }, changes),
    ).toEqual({
      ok: true,
    })
  })

  it.each<[string, Partial<SignedRequest>]>([
    ['another method', { method: 'GET' }],
    ['another host', { url: 'https://flows.example.org/plivo/answer?run=r-9' }],
    ['another query', { url: 'https://flows.example.com/plivo/answer?run=r-8' }],
    [
      'a changed parameter',
      {
        params: [
          ['CallUUID', 'c-1'],
          ['From', '14155550101'],
        ],
      },
    ],
    ['an added parameter', { params: [...request.params, ['To', '']] }],
  ])('refuses %s', (_, changes) => {
    expect(verify({ signature: good, nonce }, changes)).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  it.each([
    ['another nonce', { signature: good, nonce: '1' }],
    ['a part of a signature', { signature: good.slice(0, -1), nonce }],
    ['a signature with more behind it', { signature: `${good}=`, nonce }],
    ['a signature in another case', { signature: good.toLowerCase(), nonce }],
  ])('refuses %s', (_, headers) => {
    expect(verify(headers)).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  it('says what did not fit', () => {
    expect(verify({ signature: 'AAAA', nonce })).toEqual({
      ok: false,
      reason: 'mismatch',
      message:
        'no signature fits POST https://flows.example.com/plivo/answer?run=r-9 and any of 2 auth tokens',
    })
  })

  it.each<[string, SignatureHeaders, string]>([
    ['no headers', {}, 'missing_signature'],
    ['empty signatures', { signature: '', maSignature: ' , ', nonce }, 'missing_signature'],
    ['no nonce', { signature: good }, 'missing_nonce'],
    ['an empty nonce', { maSignature: good, nonce: '' }, 'missing_nonce'],
  ])('refuses %s', (_, headers, reason) => {
    expect(verify(headers)).toMatchObject({ ok: false, reason })
  })

  it('accepts nothing when no token is configured', () => {
    expect(verify({ signature: good, nonce }, {}, [])).toMatchObject({ ok: false, reason: 'mismatch' })
  })

  it('accepts nothing that was signed with an empty token', () => {
    const signature = signV3({ ...request, nonce, authToken: '' })
    expect(verify({ signature, nonce }, {}, ['', 'main'])).toMatchObject({ ok: false, reason: 'mismatch' })
  })
})

describe('SIGNATURE_HEADERS', () => {
  it('are the names that Node gives them', () => {
    expect(SIGNATURE_HEADERS).toEqual({
      signature: 'x-plivo-signature-v3',
      maSignature: 'x-plivo-signature-ma-v3',
      nonce: 'x-plivo-signature-v3-nonce',
    })
  })
})
