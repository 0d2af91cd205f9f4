import { describe, expect, it } from 'vitest'
import { secrets, unknownSecrets } from './secrets.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

const body = (text: string) => flow({ post: { type: 'post', config: { body: { deep: [text] } } } })
const place = 'nodes[0].config.body.deep[0]'

describe('where secrets may stand', () => {
  it('is no template that does not say so', () => {
    const message = 'secrets can be used only in the headers, query, body and Auth of a request'
    const document = flow({ a: says('x {{secret.CRM_TOKEN}}'), b: says('{{upper secret}}') })
    expect(found(secrets, document)).toEqual([
      `error nodes[0].config.pairs[0].value: ${message}`,
      `error nodes[1].config.pairs[0].value: ${message}`,
    ])
  })

  it('is where a secret belongs', () => {
    const post = { type: 'post', config: { token: '{{secret.CRM_TOKEN}}' } }
    expect(found(secrets, flow({ post }))).toEqual([])
    expect(found(secrets, body('Key {{secret.A}}, {{{secret.B}}} {{~ secret.C ~}}'))).toEqual([])
    expect(found(secrets, body('{{#if Start.call.from}}{{secret.A}}{{/if}}'))).toEqual([])
  })

  it.each([
    '{{upper secret.A}}',
    '{{secret.A}} {{json secret.A}}',
    '{{#if secret.A}}x{{/if}}',
    '{{default Start.call.from secret.A}}',
    '{{#each secret.A}}x{{/each}}',
  ])('is never a function or a block: %s', (text) => {
    const message = 'a secret stands alone between its braces, like {{secret.CRM_TOKEN}}'
    expect(found(secrets, body(text))).toEqual([`error ${place}: ${message}`])
  })

  it.each(['{{secret}}', '{{secret.crm}}', '{{secret.A.B}}'])(
    'is told of a name that is none: %s',
    (text) => {
      expect(found(secrets, body(text))).toEqual([expect.stringContaining('is no name of a secret')])
    },
  )
})

describe('secrets that are not set', () => {
  it('are told of with the one that was meant, in templates and in Auth', () => {
    const post = { type: 'post', config: { token: '{{secret.CRM_TOKN}}', body: 'a {{secret.OTHER_NAME}}' } }
    const rest = 'until it is set, the request is not sent'
    expect(found(unknownSecrets, flow({ post }), ['CRM_TOKEN'])).toEqual([
      `warning nodes[0].config.token: There is no secret "CRM_TOKN"; did you mean "CRM_TOKEN"?; ${rest}`,
      `warning nodes[0].config.body: There is no secret "OTHER_NAME"; ${rest}`,
    ])
    expect(found(unknownSecrets, flow({ post }), ['CRM_TOKN', 'OTHER_NAME'])).toEqual([])
  })

  it('are not told of where nobody knows which are set', () => {
    expect(found(unknownSecrets, body('{{secret.A}}'))).toEqual([])
  })
})
