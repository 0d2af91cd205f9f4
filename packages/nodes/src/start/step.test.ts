import { describe, expect, it } from 'vitest'
import { resume } from './step.ts'

const at = Date.UTC(2026, 0, 5, 10, 0, 0)

describe('start', () => {
  it('leaves by incoming_call with what is known of the call', () => {
    const call = {
      uuid: 'call-1',
      from: '+14155550100',
      to: '+12025550199',
      direction: 'inbound',
      callerName: 'Ada "Countess" <Lovelace>',
      fields: { CountryCode: 'US', STIRVerification: 'Verified' },
    } as const
    expect(resume({}, { type: 'call_started', at, call })).toMatchObject({
      kind: 'leave',
      exit: 'incoming_call',
      variables: {
        request_type: 'call',
        call: {
          uuid: 'call-1',
          from: '+14155550100',
          to: '+12025550199',
          caller_name: 'Ada "Countess" <Lovelace>',
          start_time: '2026-01-05T10:00:00.000Z',
          from_country: 'US',
          forwarded_from: '',
        },
      },
    })
  })

  it('leaves by incoming_message with the text under both of its names', () => {
    const message = { uuid: 'm-1', from: '+14155550100', to: '+12025550199', text: 'Hello', fields: {} }
    expect(resume({}, { type: 'message_received', at, message })).toMatchObject({
      exit: 'incoming_message',
      variables: { request_type: 'sms', message: { msg: 'Hello', text: 'Hello' } },
    })
  })

  it('leaves by api_request with the parameters', () => {
    expect(resume({}, { type: 'run_requested', at, params: { to: '+12025550101' } })).toMatchObject({
      exit: 'api_request',
      variables: { request_type: 'http', http: { params: { to: '+12025550101' } } },
    })
  })
})
