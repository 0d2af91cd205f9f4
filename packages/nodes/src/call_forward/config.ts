import { LIMITS } from '@phloem/flow'
import * as Type from 'typebox'

export const DEFAULT_RING_TIMEOUT_SECONDS = 30
/** Plivo's own default and, below 24 h, its longest talk (Plivo Voice XML, Dial). */
export const DEFAULT_TIME_LIMIT_SECONDS = 14_400

export const config = Type.Object(
  {
    from: Type.String({
      title: 'From',
      description: 'The caller ID that the recipient sees.',
      maxLength: LIMITS.templateLength,
      format: 'template_or_number',
      'x-widget': 'template',
      'x-template': 'text',
      'x-placeholder': '{{Start.call.from}}',
    }),
    to: Type.Array(
      Type.String({
        minLength: 1,
        maxLength: LIMITS.templateLength,
        format: 'recipient',
        'x-template': 'text',
        'x-opt-in': 'allowTemplates',
      }),
      {
        title: 'To',
        description: 'Phone numbers in E.164 or sip: addresses, separated by commas.',
        minItems: 1,
        maxItems: LIMITS.recipients,
        'x-widget': 'recipients',
        'x-placeholder': '+12025550101, +12025550102',
      },
    ),
    order: Type.Optional(
      Type.Enum(['parallel', 'sequence'], {
        title: 'Ring',
        default: 'parallel',
        'x-widget': 'choice',
        'x-titles': { parallel: 'All at once', sequence: 'One after the other' },
      }),
    ),
    ringTimeoutSeconds: Type.Optional(
      Type.Integer({
        title: 'Ring timeout',
        description: 'How long each recipient rings.',
        minimum: 5,
        maximum: 120,
        default: DEFAULT_RING_TIMEOUT_SECONDS,
        'x-widget': 'seconds',
      }),
    ),
    timeLimitSeconds: Type.Optional(
      Type.Integer({
        title: 'Time limit',
        description: 'The longest talk.',
        minimum: 1,
        maximum: 86_399,
        default: DEFAULT_TIME_LIMIT_SECONDS,
        'x-widget': 'seconds',
        'x-advanced': true,
      }),
    ),
    callerName: Type.Optional(
      Type.String({
        title: 'Caller name',
        description: 'Shown beside the caller ID where the network carries it; at most 50 characters arrive.',
        maxLength: LIMITS.templateLength,
        'x-widget': 'template',
        'x-template': 'text',
        'x-advanced': true,
      }),
    ),
    confirm: Type.Optional(
      Type.Object(
        {
          prompt: Type.String({
            title: 'Confirm prompt',
            description: 'Spoken to the recipient before the call is connected.',
            minLength: 1,
            maxLength: 3000,
            'x-template': 'text',
            'x-widget': 'long_template',
          }),
          key: Type.String({
            title: 'Key',
            description: 'Pressing it takes the call.',
            pattern: '^[0-9*#]$',
            maxLength: 1,
          }),
          timeoutSeconds: Type.Integer({
            title: 'Time to press it',
            minimum: 1,
            maximum: 120,
            default: 10,
            'x-widget': 'seconds',
          }),
        },
        {
          title: 'Call screening',
          description: 'The recipient presses a key to take the call.',
          additionalProperties: false,
          'x-widget': 'confirm',
          'x-advanced': true,
        },
      ),
    ),
    allowTemplates: Type.Optional(
      Type.Boolean({
        title: 'Dial numbers from templates',
        description:
          'Whom to dial may come from a template in To, within the countries, prefixes and limits that Settings allow.',
        default: false,
        'x-widget': 'switch',
        'x-advanced': true,
      }),
    ),
    record: Type.Optional(
      Type.Boolean({ title: 'Record the talk', default: false, 'x-widget': 'switch', 'x-advanced': true }),
    ),
  },
  { additionalProperties: false },
)

export type CallForward = Type.Static<typeof config>
