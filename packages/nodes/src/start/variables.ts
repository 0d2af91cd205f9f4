import type { CallStarted, Json, MessageReceived, RunRequested, Variable } from '@phloem/flow'

const onCall = { exits: ['incoming_call'] } as const
const onMessage = { exits: ['incoming_message'] } as const

export const variables = [
  { path: 'request_type', title: 'What started the flow: call, sms or http', type: 'text', sample: 'call' },
  {
    path: 'call.uuid',
    title: 'Call UUID',
    type: 'text',
    sample: '7c0f2b9e-1d5a-4a53-9e0a-51c6e8f1a001',
    ...onCall,
  },
  { path: 'call.from', title: 'Caller', type: 'text', sample: '+14155550100', ...onCall },
  { path: 'call.to', title: 'Number that was called', type: 'text', sample: '+12025550199', ...onCall },
  { path: 'call.direction', title: 'inbound or outbound', type: 'text', sample: 'inbound', ...onCall },
  {
    path: 'call.caller_name',
    title: 'Name of the caller, if the carrier knows it',
    type: 'text',
    sample: 'Ada',
    ...onCall,
  },
  {
    path: 'call.start_time',
    title: 'When the call began',
    type: 'time',
    sample: '2026-01-05T10:11:12.131Z',
    ...onCall,
  },
  { path: 'call.from_country', title: 'Country of the caller', type: 'text', sample: 'US', ...onCall },
  {
    path: 'call.forwarded_from',
    title: 'Number that forwarded the call to us',
    type: 'text',
    sample: '',
    ...onCall,
  },
  {
    path: 'call.stir_verification',
    title: 'STIR/SHAKEN verdict',
    type: 'text',
    sample: 'Verified',
    ...onCall,
  },
  { path: 'message.uuid', title: 'Message UUID', type: 'text', sample: 'b1a2c3', ...onMessage },
  { path: 'message.from', title: 'Sender', type: 'text', sample: '+14155550100', ...onMessage },
  {
    path: 'message.to',
    title: 'Number that was written to',
    type: 'text',
    sample: '+12025550199',
    ...onMessage,
  },
  { path: 'message.msg', title: 'Text', type: 'text', sample: 'Hello', ...onMessage },
  { path: 'message.text', title: 'Text', type: 'text', sample: 'Hello', ...onMessage },
  {
    path: 'http.params',
    title: 'Parameters of the API request',
    type: 'json',
    sample: {},
    open: true,
    exits: ['api_request'],
  },
] as const satisfies readonly Variable[]

export function callVariables({ call, at }: CallStarted): Record<string, Json> {
  return {
    request_type: 'call',
    call: {
      uuid: call.uuid,
      from: call.from,
      to: call.to,
      direction: call.direction,
      caller_name: call.callerName,
      start_time: new Date(at).toISOString(),
      from_country: call.fields.CountryCode ?? '',
      forwarded_from: call.fields.ForwardedFrom ?? '',
      stir_verification: call.fields.STIRVerification ?? '',
    },
  }
}

/** Plivo's pages call the text both `msg` and `text`; both work. */
export function messageVariables({ message }: MessageReceived): Record<string, Json> {
  const { uuid, from, to, text } = message
  return { request_type: 'sms', message: { uuid, from, to, msg: text, text } }
}

export function runVariables({ params }: RunRequested): Record<string, Json> {
  return { request_type: 'http', http: { params } }
}
