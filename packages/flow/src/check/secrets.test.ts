import { expect, it } from 'vitest'
import { secrets } from './secrets.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

it('refuses a secret in a template', () => {
  const message = 'secrets can be used only in Auth'
  expect(found(secrets, flow({ a: says('x {{secret.CRM_TOKEN}}'), b: says('{{upper secret}}') }))).toEqual([
    `error nodes[0].config.pairs[0].value: ${message}`,
    `error nodes[1].config.pairs[0].value: ${message}`,
  ])
})

it('takes a secret where a secret belongs', () => {
  const post = { type: 'post', config: { token: '{{secret.CRM_TOKEN}}' } }
  expect(found(secrets, flow({ post }))).toEqual([])
})
