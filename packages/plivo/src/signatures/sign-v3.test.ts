import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readPairs } from '../webhooks/params.ts'
import { signV3 } from './sign-v3.ts'

const hmac = (message: string, authToken: string): string =>
  createHmac('sha256', authToken).update(message).digest('base64')

describe('signV3', () => {
  describe('gives what Plivo’s servers gave (plivo-go, utils_test.go)', () => {
    const plivo = { authToken: 'Y2Q2ZDgxZmY5YWRiOTI5YmQ1Njg0MTAxZWIyOTc4', nonce: '31627761595286130198' }
    const url = 'https://plivobin.non-prod.plivops.com/api/v1/validate_signature03.xml'
    const callUUID = '3e82ae9d-2c78-4d85-b1a4-6eae7dbafb36'
    const params = Object.entries({
      Direction: 'outbound',
      From: '19792014278',
      CallStatus: 'in-progress',
      BillRate: '0.002',
      Event: 'StartApp',
      ALegUUID: callUUID,
      ALegRequestUUID: callUUID,
      CallUUID: callUUID,
      RequestUUID: callUUID,
      ParentAuthID: 'MANWVLYTK4ZWU1YTY4QA',
      SessionStart: '2020-04-08 11:34:33.238707',
      To: 'sip:PlivoSignature382029104058171078704104@phone-qa.voice.plivodev.com',
      'SIP-H-To': '<sip:PlivoSignature382029104058171078704104@52.9.11.55;transport=udp>;tag=1',
    })

    it.each([
      ['POST', '/?a=b&c=d', 'k7Pusd4OxCIjR5IfA9iedDNu/h/gbdYqdzG/MiYtd1c='],
      ['GET', '/?a=b&c=d', 'UBq8jAtd32wR8EK9VgxbBn4n5rpI/l1H9iN4WfSEHFQ='],
      ['POST', '', 'iAjE5QqI37mbkYe4w3jTMudqEzbDufdqi7sYwTu64e0='],
      ['GET', '', 'i/MQsaQSAd6fiKhOh2qeeeLHZ9faldADSb3/7+Akfbc='],
    ] as const)('%s with the query %j', (method, query, signature) => {
      expect(signV3({ ...plivo, method, url: url + query, params })).toBe(signature)
    })
  })

  describe('gives the vectors that the SDK reproduces', () => {
    const ours = { authToken: 'MTEXAMPLETOKENexampletoken0123456789ABCD', nonce: '20418826715340098213' }
    const callUUID = '7c0f2b9e-1d5a-4a53-9e0a-51c6e8f1a001'

    it('POST without a query: a question mark before the body and no dot', () => {
      const body = `CallUUID=${callUUID}&From=14155550100&To=14155550199&CallStatus=ringing&Direction=inbound&Event=StartApp`
      const url = 'https://flows.example.com/plivo/f_01/answer'
      const message = `${url}?CallStatusringingCallUUID${callUUID}DirectioninboundEventStartAppFrom14155550100To14155550199.${ours.nonce}`
      const signature = signV3({ ...ours, method: 'POST', url, params: readPairs(body) })
      expect(signature).toBe('UbHoJPFM9+G6LVzkJZZJT3YKVriJ9r+BNOqTymNs5IE=')
      expect(signature).toBe(hmac(message, ours.authToken))
    })

    it('POST with a query, empty values, an accent, an apostrophe and an ampersand', () => {
      const params = Object.entries({
        ALegRequestUUID: '',
        CallStatus: 'in-progress',
        CallUUID: callUUID,
        CallerName: "Zoë  O'Neil & Co",
        DialALegUUID: callUUID,
        DialBLegUUID: '',
        DialHangupCause: 'NO_ANSWER',
        DialRingStatus: 'true',
        DialStatus: 'no-answer',
        Direction: 'inbound',
        Event: 'Redirect',
        From: '14155550100',
        To: '14155550199',
      })
      const url = 'https://flows.example.com/plivo/f_01/dial?node=call_forward_1&run=r-9'
      const message = `${url}.ALegRequestUUIDCallStatusin-progressCallUUID${callUUID}CallerNameZoë  O'Neil & CoDialALegUUID${callUUID}DialBLegUUIDDialHangupCauseNO_ANSWERDialRingStatustrueDialStatusno-answerDirectioninboundEventRedirectFrom14155550100To14155550199.${ours.nonce}`
      const signature = signV3({ ...ours, method: 'POST', url, params })
      expect(signature).toBe('S745nhs/K5tdGNYyJ/vNhkvGoO8leCC3Sb2RNkqDSZE=')
      expect(signature).toBe(hmac(message, ours.authToken))
    })

    it('GET with a percent-encoded query, which counts decoded', () => {
      const url = `https://flows.example.com/plivo/f_01/answer?CallStatus=ringing&CallUUID=${callUUID}&Direction=inbound&Event=StartApp&From=14155550100&SessionStart=2026-01-05+10%3A11%3A12.131415&To=14155550199&run=r-9`
      const decoded = url.replace('2026-01-05+10%3A11%3A12.131415', '2026-01-05 10:11:12.131415')
      const signature = signV3({ ...ours, method: 'GET', url, params: [] })
      expect(signature).toBe('hdGCx+MdyqPso3TsDZMnTPVJKqT8vTuGkOwvIL7Zs3U=')
      expect(signature).toBe(hmac(`${decoded}.${ours.nonce}`, ours.authToken))
    })

    it('POST with an empty body and an explicit port', () => {
      const url = 'https://flows.example.com:8443/plivo/f_01/hangup'
      const signature = signV3({ ...ours, method: 'POST', url, params: [] })
      expect(signature).toBe('nzzLU3zEn2RQUxoj0jFqJtuhQJqJqYq2lFgdgBErwQA=')
    })
  })

  it.each([
    ['https://flows.example.com/p', 'b=1&A=2&a=3&B=4', 'https://flows.example.com/p?A2B4a3b1'],
    ['https://flows.example.com/p', 'a=2&a=1', 'https://flows.example.com/p?a1a2'],
    ['https://flows.example.com/p?x=2&x=1', 'a=1', 'https://flows.example.com/p?x=1&x=2.a1'],
    ['https://flows.example.com/p?x=', 'a=1', 'https://flows.example.com/p?x=.a1'],
    ['https://flows.example.com', 'a=1', 'https://flows.example.com?a1'],
    ['https://flows.example.com/', 'a=1', 'https://flows.example.com/?a1'],
    ['https://flows.example.com/%7Ep#ct=2000&rt=5000', 'a=1', 'https://flows.example.com/%7Ep?a1'],
    ['https://flows.example.com/p?x=1#ct=2000?y', 'a=1', 'https://flows.example.com/p?x=1.a1'],
    ['https://flows.example.com:443/p?', '', 'https://flows.example.com:443/p'],
  ])('signs POST %s with the body %j over %s', (url, body, base) => {
    const signature = signV3({
      method: 'POST',
      url,
      params: readPairs(body),
      nonce: '42',
      authToken: 'secret',
    })
    expect(signature).toBe(hmac(`${base}.42`, 'secret'))
  })
})
