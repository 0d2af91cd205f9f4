import { defineNode } from '@phloem/flow'
import { config } from './config.ts'
import { enter, exits, resume } from './step.ts'
import { variables } from './variables.ts'

export const start = defineNode({
  type: 'start',
  title: 'Start',
  description: 'Where a flow begins: an incoming call, an incoming message or an API request.',
  group: 'trigger',
  namePrefix: 'Start',
  config,
  newConfig: {},
  exits,
  variables,
  isTrigger: true,
  accepts: ['call_started', 'message_received', 'run_requested'],
  summary: () => 'The flow begins here',
  enter,
  resume,
})
