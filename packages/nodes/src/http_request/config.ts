import { LIMITS } from '@phloem/flow'
import * as Type from 'typebox'

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const keyValue = (place: 'text' | 'header', keyFormat: { format?: string }) =>
  Type.Object(
    {
      key: Type.String({ minLength: 1, maxLength: 256, ...keyFormat }),
      value: Type.String({ maxLength: LIMITS.templateLength, 'x-template': place, 'x-secrets': true }),
    },
    { additionalProperties: false },
  )

export const config = Type.Object(
  {
    method: Type.Enum([...METHODS], { title: 'Method', 'x-widget': 'choice', default: 'POST' }),
    url: Type.String({
      title: 'URL',
      description: 'Your web server.',
      minLength: 1,
      maxLength: LIMITS.urlLength,
      format: 'http_url_template',
      'x-widget': 'url',
      'x-template': 'url',
      'x-placeholder': 'https://example.com/dial-status',
    }),
    encoding: Type.Optional(
      Type.Enum(['form', 'json'], {
        title: 'Send as',
        default: 'form',
        'x-widget': 'choice',
        'x-titles': { form: 'Form (x-www-form-urlencoded)', json: 'JSON' },
        'x-when': { field: 'method', is: ['POST', 'PUT', 'PATCH'] },
      }),
    ),
    pairs: Type.Optional(
      Type.Array(keyValue('text', {}), {
        title: 'Key:value pairs',
        description: 'The body; on GET and DELETE they go to the query.',
        maxItems: LIMITS.pairs,
        'x-widget': 'key_values',
      }),
    ),
    body: Type.Optional(
      Type.Unknown({
        title: 'JSON body',
        description: 'Any JSON instead of the pairs; templates may stand in its texts.',
        'x-widget': 'json',
        'x-template': 'text',
        'x-secrets': true,
        'x-advanced': true,
        'x-when': { field: 'encoding', is: 'json' },
      }),
    ),
    headers: Type.Optional(
      Type.Array(keyValue('header', { format: 'header_name' }), {
        title: 'Headers',
        maxItems: LIMITS.headers,
        'x-widget': 'key_values',
        'x-advanced': true,
      }),
    ),
    query: Type.Optional(
      Type.Array(keyValue('text', {}), {
        title: 'Query parameters',
        description: 'Added to the URL.',
        maxItems: LIMITS.pairs,
        'x-widget': 'key_values',
        'x-advanced': true,
      }),
    ),
    hosts: Type.Optional(
      Type.String({
        title: 'Hosts',
        description:
          'The only hosts that the URL may lead to, such as crm.example.com or *.example.com. Needed where a template stands in the host of the URL.',
        maxLength: LIMITS.hostsLength,
        format: 'host_list',
        'x-widget': 'text',
        'x-placeholder': 'crm.example.com, *.example.org',
        'x-advanced': true,
      }),
    ),
    auth: Type.Optional(
      Type.Object(
        {
          type: Type.Enum(['none', 'basic', 'bearer'], {
            title: 'Auth',
            'x-titles': { none: 'None', basic: 'Basic', bearer: 'Bearer token' },
          }),
          username: Type.Optional(
            Type.String({
              title: 'User',
              maxLength: LIMITS.templateLength,
              'x-template': 'text',
              'x-secrets': true,
            }),
          ),
          password: Type.Optional(
            Type.String({ title: 'Password', maxLength: 128, format: 'secret_reference' }),
          ),
          token: Type.Optional(Type.String({ title: 'Token', maxLength: 128, format: 'secret_reference' })),
        },
        {
          title: 'Auth',
          additionalProperties: false,
          'x-widget': 'auth',
          'x-advanced': true,
          allOf: [
            {
              if: { properties: { type: { const: 'basic' } } },
              then: { required: ['username', 'password'] },
            },
            { if: { properties: { type: { const: 'bearer' } } }, then: { required: ['token'] } },
          ],
        },
      ),
    ),
    timeoutSeconds: Type.Optional(
      Type.Integer({
        title: 'Timeout',
        description:
          'For a report, of each attempt: at most 15 s. When the flow waits for the answer: 3 s by default, at most 8 s.',
        minimum: 1,
        maximum: 60,
        default: 10,
        'x-widget': 'seconds',
        'x-advanced': true,
      }),
    ),
    delivery: Type.Optional(
      Type.Enum(['at_least_once', 'at_most_once'], {
        title: 'Delivery',
        description:
          'Of a report. At least once: tried again until it surely arrived, so that one may arrive twice, with the same webhook-id. At most once: never sent again once it may have arrived.',
        default: 'at_least_once',
        'x-widget': 'choice',
        'x-titles': { at_least_once: 'At least once', at_most_once: 'At most once' },
        'x-advanced': true,
      }),
    ),
    retryRefused: Type.Optional(
      Type.Boolean({
        title: 'Retry refused reports',
        description: 'Also after answers that refuse a report for good (4xx, but for 410).',
        default: false,
        'x-widget': 'switch',
        'x-advanced': true,
      }),
    ),
  },
  { additionalProperties: false },
)

export type HttpRequest = Type.Static<typeof config>
