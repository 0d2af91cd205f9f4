import { expect, it } from 'vitest'
import { knownVariables } from './known-variables.ts'
import { flow, found, says } from './toy-nodes.spec-harness.ts'

const read = (template: string) =>
  found(
    knownVariables,
    flow({
      start: { type: 'start' },
      dial: { type: 'dial', name: 'Dial_1' },
      odd: { type: 'odd' },
      post: says(template),
    }),
  )

it.each([
  '{{Start.call.from}}',
  '{{json Start.call}}',
  '{{json Start}}',
  '{{Start.http.params.any.key}}',
  '{{Dial_1.status}} {{Post.response.[0].name}}',
  '{{Odd.whatever}}',
  '{{secret.X}}',
  '{{#each Start.http.params.list}}{{Nobody.knows}}{{/each}}',
])('knows the variables of %s', (template) => {
  expect(read(template)).toEqual([])
})

it.each([
  {
    template: '{{Start.call.form}}',
    message: 'Start has no variable "call.form"; did you mean "call.from"?',
  },
  {
    template: '{{Start.[call.from]}}',
    message: 'Start has no variable "[call.from]"; did you mean "call.from"?',
  },
  {
    template: '{{Start.request_type.x}}',
    message: 'Start has no variable "request_type.x"; did you mean "request_type"?',
  },
  { template: '{{Dial_1.colour}}', message: 'Dial_1 has no variable "colour"' },
  { template: '{{Dail_1.status}}', message: 'There is no node called "Dail_1"; did you mean "Dial_1"?' },
  { template: '{{dial.status}}', message: 'There is no node called "dial"; did you mean "Dial_1"?' },
  { template: '{{#if Nobody.x}}{{/if}}', message: 'There is no node called "Nobody"' },
])('refuses $template', ({ template, message }) => {
  expect(read(template)).toEqual([`error nodes[3].config.pairs[0].value: ${message}`])
})

it('tells a mistake once where a template repeats it', () => {
  expect(read('{{Nobody.x}} {{Nobody.x}} {{Nobody.y}}')).toHaveLength(2)
})
