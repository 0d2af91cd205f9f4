import { defineNode } from '@phloem/flow'
import { config } from './config.ts'
import { enter, exits, isReport, resume } from './step.ts'
import { variables } from './variables.ts'

export const httpRequest = defineNode({
  type: 'http_request',
  title: 'HTTP Request',
  description: 'Sends key:value pairs or JSON to your web server.',
  group: 'integration',
  namePrefix: 'HTTP_Request',
  config,
  newConfig: { method: 'POST', url: '', encoding: 'form', pairs: [] },
  exits,
  variables,
  accepts: ['http_answered'],
  summary: ({ method, url }) => (url === '' ? 'No URL yet' : `${method} ${url}`),
  mode: (isWired) =>
    isReport(isWired)
      ? {
          title: 'Report',
          description:
            'Neither exit is wired: the call goes on at once, and the request is retried until it arrives.',
        }
      : {
          title: 'Waits for the answer',
          description:
            'An exit is wired: the caller waits for the answer, which decides the exit. It is tried once.',
        },
  enter,
  resume,
})
