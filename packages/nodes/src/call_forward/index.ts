import { defineNode } from '@phloem/flow'
import { config } from './config.ts'
import { exits } from './exits.ts'
import { enter, resume } from './step.ts'
import { variables } from './variables.ts'

export const callForward = defineNode({
  type: 'call_forward',
  title: 'Call Forward',
  description: 'Forwards the caller to phone numbers or SIP addresses and leaves by how that ended.',
  group: 'voice',
  namePrefix: 'Call_Forward',
  config,
  newConfig: { from: '{{Start.call.from}}', to: [], order: 'parallel', ringTimeoutSeconds: 30 },
  exits,
  variables,
  needsCall: true,
  waitsForCarrier: true,
  accepts: ['leg_answered', 'leg_connected', 'leg_ended', 'dial_ended', 'dial_end_missed', 'hung_up'],
  summary: ({ to, order }) =>
    to.length === 0 ? 'No recipients yet' : `to ${to.join(order === 'sequence' ? ', then ' : ', ')}`,
  enter,
  resume,
})
