import { validateV3Signature } from 'plivo/dist/utils/v3Security.js'
import { describe, expect, it } from 'vitest'
import { createNonce, signV3 } from './signature.ts'

const answer = 'https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml'
const uuid = '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36'
const params = {
  Direction: 'outbound',
  From: '19792014278',
  CallStatus: 'in-progress',
  BillRate: '0.002',
  Event: 'StartApp',
  ALegUUID: uuid,
  ALegRequestUUID: uuid,
  CallUUID: uuid,
  RequestUUID: uuid,
  ParentAuthID: 'MANWVLYTK4ZWU1YTY4QA',
  SessionStart: '2020-04-08 11:34:33.238707',
  To: 'sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com',
  'SIP-H-To': '<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1',
}
const token = 'Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4'
const nonce = '31627761595286130198'

describe('signV3', () => {
  it.each([
    ['POST', `${answer}/?a=b&c=d`, 'k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c='],
    ['POST', answer, 'iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0='],
    [
      'GET',
      `${answer}/?a=b&c=d&${new URLSearchParams(params)}`,
      'UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ=',
    ],
    ['GET', `${answer}?${new URLSearchParams(params)}`, 'i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc='],
  ] as const)('signs vector %# as Plivo recorded it', (method, url, signature) => {
    expect(signV3(method, url, params, nonce, token)).toBe(signature)
  })

  it.each([
    ['a body without query', 'POST', 'https://flows.example.com/p', { b: '1', A: '2', a: '3' }],
    ['a body and a query', 'POST', 'https://flows.example.com/p?y=1&x=2&x=1', { a: '1' }],
    ['an empty value', 'POST', 'https://flows.example.com/p?x=', { DialBLegUUID: '' }],
    ['no body', 'POST', 'https://flows.example.com:8443/p', {}],
    [
      'words that are no ASCII',
      'POST',
      'https://flows.example.com/p?run=r-9',
      { CallerName: "Zoë  O'Neil & Co" },
    ],
    ['no path', 'POST', 'https://flows.example.com', { a: '1' }],
    ['an encoded query', 'GET', 'https://flows.example.com/p?t=10%3A11+x&n=Zo%C3%AB&B=1', {}],
  ] as const)('agrees with the official SDK on %s', (_, method, url, body) => {
    const signature = signV3(method, `${url}#ct=2000`, body, nonce, token)
    expect(validateV3Signature(method, url, nonce, token, signature, { ...body })).toBe(true)
    expect(validateV3Signature(method, `${url}x`, nonce, token, signature, { ...body })).toBe(false)
  })
})

describe('createNonce', () => {
  it('makes twenty digits, not twice the same', () => {
    expect(createNonce()).toMatch(/^[1-9]\d{19}$/)
    expect(createNonce()).not.toBe(createNonce())
  })
})
