import * as Type from 'typebox'
import type { FlowDocument } from '../document.ts'
import { type Issue, issueLine } from '../issue.ts'
import { defineNode, finish } from '../node-definition.ts'
import { createValidators } from '../validators.ts'
import { indexFlow, type Rule } from './checked-flow.ts'

const start = defineNode({
  type: 'start',
  title: 'Start',
  description: 'Where a toy flow begins.',
  group: 'trigger',
  namePrefix: 'Start',
  config: Type.Object({}, { additionalProperties: false }),
  newConfig: {},
  exits: [
    { id: 'incoming_call', title: 'Incoming Call' },
    { id: 'incoming_message', title: 'Incoming Message', unavailable: 'Messages begin no flow yet.' },
    { id: 'api_request', title: 'API Request' },
  ],
  variables: [
    { path: 'request_type', title: 'What began the flow', type: 'text', sample: 'call' },
    { path: 'call.from', title: 'Caller', type: 'text', sample: '+14155550100', exits: ['incoming_call'] },
    { path: 'call.to', title: 'Called', type: 'text', sample: '+14155550101', exits: ['incoming_call'] },
    {
      path: 'http.params',
      title: 'Parameters',
      type: 'json',
      sample: {},
      exits: ['api_request'],
      open: true,
    },
  ],
  isTrigger: true,
  accepts: ['call_started'],
  summary: () => '',
  enter: () => finish(),
  resume: () => finish(),
})

const dial = defineNode({
  type: 'dial',
  title: 'Dial',
  description: 'Rings someone and waits for the carrier.',
  group: 'voice',
  namePrefix: 'Dial',
  config: Type.Object(
    {
      to: Type.Array(
        Type.String({
          minLength: 1,
          maxLength: 64,
          format: 'recipient',
          'x-template': 'text',
          'x-opt-in': 'record',
        }),
        {
          minItems: 1,
          maxItems: 3,
        },
      ),
      order: Type.Optional(Type.Enum(['parallel', 'sequence'])),
      ringTimeoutSeconds: Type.Optional(Type.Integer({ minimum: 5, maximum: 120 })),
      record: Type.Optional(Type.Boolean()),
    },
    { additionalProperties: false },
  ),
  newConfig: { to: [] },
  exits: [
    { id: 'completed', title: 'Completed' },
    { id: 'no_answer', title: 'No Answer' },
    { id: 'failed', title: 'Failed' },
  ],
  variables: [
    { path: 'status', title: 'How it ended', type: 'text', sample: 'completed' },
    { path: 'duration', title: 'Seconds of talk', type: 'number', sample: 7, exits: ['completed'] },
  ],
  needsCall: true,
  waitsForCarrier: true,
  accepts: ['dial_ended'],
  summary: () => '',
  enter: () => finish(),
  resume: () => finish(),
})

const pair = Type.Object(
  { key: Type.String({ maxLength: 64 }), value: Type.String({ maxLength: 4096, 'x-template': 'text' }) },
  { additionalProperties: false },
)

const post = defineNode({
  type: 'post',
  title: 'Post',
  description: 'Tells a web server; does not wait for the carrier.',
  group: 'integration',
  namePrefix: 'Post',
  config: Type.Object(
    {
      url: Type.Optional(
        Type.String({ minLength: 1, maxLength: 256, format: 'http_url_template', 'x-template': 'url' }),
      ),
      pairs: Type.Optional(Type.Array(pair, { maxItems: 20 })),
      body: Type.Optional(Type.Unknown({ 'x-template': 'text', 'x-secrets': true })),
      token: Type.Optional(Type.String({ maxLength: 64, format: 'secret_reference' })),
      auth: Type.Optional(
        Type.Union([
          Type.Object({ type: Type.Literal('none') }, { additionalProperties: false }),
          Type.Object(
            { type: Type.Literal('basic'), user: Type.String({ maxLength: 64, 'x-template': 'text' }) },
            { additionalProperties: false },
          ),
        ]),
      ),
    },
    { additionalProperties: false },
  ),
  newConfig: {},
  exits: [
    { id: 'success', title: 'Success' },
    { id: 'failed', title: 'Failed' },
  ],
  variables: [
    { path: 'status_code', title: 'HTTP status', type: 'number', sample: 200 },
    { path: 'response', title: 'The answer', type: 'json', sample: {}, open: true },
  ],
  accepts: ['http_answered'],
  summary: () => '',
  mode: (isWired) =>
    isWired('success') || isWired('failed') ? null : { title: 'Report', description: 'Nobody waits.' },
  enter: () => finish(),
  resume: () => finish(),
})

export const toyNodes = [start, dial, post] as const
export const toyValidators = createValidators(toyNodes)

interface ToyNode {
  type: string
  name?: string
  config?: Record<string, unknown>
  disabled?: boolean
  passesBy?: string
}

/** A document of these nodes, by id; edges as `start incoming_call dial`. Names are the ids with a capital. */
export const flow = (nodes: Record<string, ToyNode>, ...edges: string[]): FlowDocument => ({
  phloem: 1,
  id: 'toy',
  name: 'Toy',
  nodes: Object.entries(nodes).map(([id, { type, name, config, ...rest }]) => ({
    id,
    type,
    name: name ?? id.replace(/^./, (first) => first.toUpperCase()),
    config: config ?? (type === 'dial' ? { to: ['+12025550101'] } : {}),
    ...rest,
  })),
  edges: edges.map((edge) => {
    const [from = '', exit = '', to = ''] = edge.split(' ')
    return { from, exit, to }
  }),
})

/** A post that says this; templates read best in it. */
export const says = (value: string): ToyNode => ({ type: 'post', config: { pairs: [{ key: 'k', value }] } })

/** What a rule finds, as `error nodes[1].name: …`. */
export const found = (rule: Rule, document: FlowDocument, secretNames: string[] | null = null): string[] =>
  rule(indexFlow(document, toyNodes, secretNames)).map(inOneLine)

export const inOneLine = (issue: Issue): string => `${issue.severity} ${issueLine(issue)}`
