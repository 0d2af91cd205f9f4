import { expect, it } from 'vitest'
import { flow, toyNodes } from '../check/toy-nodes.spec-harness.ts'
import { templateProblems } from './template-problems.ts'

const { nodes } = flow({ start: { type: 'start' }, dial: { type: 'dial', config: {} } })
const definitions = new Map(toyNodes.map((definition) => [definition.type, definition]))

/** Each problem as the text that it underlines and its message. */
const problems = (text: string) =>
  templateProblems(text, nodes, definitions).map(({ start, end, message }) => [
    text.slice(start, end),
    message,
  ])

it.each([
  ['no template', []],
  ['{{Start.call.from}} and {{secret.TOKEN}}', []],
  [
    'to {{Strat.call.from}}!',
    [['Strat.call.from', 'There is no node called "Strat"; did you mean "Start"?']],
  ],
  [
    '{{Start.call.form}} {{Nobody.x}}',
    [
      ['Start.call.form', 'Start has no variable "call.form"; did you mean "call.from"?'],
      ['Nobody.x', 'There is no node called "Nobody"'],
    ],
  ],
  ['a {{Start.call', [['{{Start.call', expect.stringMatching(/^"{{" is not closed by "}}"/)]]],
  ['a {{}} b', [['{{}}', 'Nothing stands between "{{" and "}}", or something is missing there']]],
  ['{{#if Start.call.from}}yes', [['{{#if Start.call.from}}', 'A block has no end, such as {{/if}}']]],
])('says of %s what is wrong, and where', (text, expected) => {
  expect(problems(text)).toEqual(expected)
})

it('finds the place beyond line breaks', () => {
  expect(problems('one\ntwo {{Strat.x}}')[0]?.[0]).toBe('Strat.x')
})
