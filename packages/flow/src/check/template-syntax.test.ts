import { expect, it } from 'vitest'
import { templateSyntax } from './template-syntax.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

it('refuses a template that cannot be read, at its field', () => {
  expect(found(templateSyntax, flow({ post: says('{{#if Start.call}}') }))).toEqual([
    'error nodes[0].config.pairs[0].value: A block has no end, such as {{/if}}',
  ])
})

it('takes text without templates and templates that can be read', () => {
  expect(
    found(templateSyntax, flow({ a: says('50 % }} off'), b: says('{{upper Start.call.from}}') })),
  ).toEqual([])
})
