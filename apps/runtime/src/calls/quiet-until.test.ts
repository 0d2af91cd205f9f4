import type { Emitted, VoiceEffect } from '@phloem/flow'
import { expect, it } from 'vitest'
import { liveCall } from '../store/contract/samples.ts'
import { quietUntil } from './quiet-until.ts'

const dial = (over: object = {}): Emitted<VoiceEffect> => ({
  type: 'dial',
  recipients: ['+12025550101'],
  callerId: '',
  callerName: '',
  ringTimeoutSeconds: 30,
  timeLimitSeconds: 600,
  confirm: null,
  record: false,
  nodeId: 'forward',
  step: 1,
  ...over,
})
const hangUp: Emitted<VoiceEffect> = { type: 'hang_up', nodeId: null, step: 1 }
const AT = 1_000_000

it.each([
  { what: 'a dial', call: { voice: [dial()] }, seconds: 30 + 600 + 120 },
  {
    what: 'a dial with screening',
    call: { voice: [dial({ confirm: { prompt: 'Press 1', key: '1', timeoutSeconds: 10 } })] },
    seconds: 30 + 600 + 10 + 120,
  },
  { what: 'a hang-up', call: { voice: [hangUp] }, seconds: 120 },
  { what: 'nothing more', call: { voice: [] }, seconds: 120 },
  { what: 'a plain forward', call: { voice: [], forwardedTo: '+12025550103' }, seconds: 30 + 14_400 + 120 },
])('is $seconds s while the carrier carries out $what', ({ call, seconds }) => {
  expect(quietUntil(liveCall('c', call), AT)).toBe(AT + seconds * 1000)
})

it('is no time once the call has ended', () => {
  expect(quietUntil(liveCall('c', { status: 'ended' }), AT)).toBeNull()
})
