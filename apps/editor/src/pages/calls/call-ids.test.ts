import { expect, it } from 'vitest'
import type { CallDetail } from '../../api/types.ts'
import { callIds } from './call-ids.ts'

const leg = (type: string) => ({ event: { type, legUUID: 'leg-1', to: '+1' } })

it('names the call, each of its legs once, its version and its reports', () => {
  const call = {
    callUUID: 'call-1',
    flowId: 'guide',
    version: 3,
    events: [{ event: { type: 'call_started' } }, leg('leg_answered'), leg('leg_ended')],
    deliveries: [{ id: 'report-1', nodeName: 'HTTP_Request_1' }],
  } as unknown as CallDetail
  expect(callIds(call)).toBe(
    'Call UUID: call-1\nB leg UUID: leg-1\nFlow: guide, version 3\nwebhook-id of HTTP_Request_1: report-1',
  )
})
