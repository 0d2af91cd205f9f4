import fc from 'fast-check'
import { expect, it } from 'vitest'
import { renameInTemplate } from './rename-in-template.ts'

it.each([
  { text: '{{A.x}} and {{ A.y }}', renamed: '{{Bee.x}} and {{ Bee.y }}' },
  {
    text: 'A.x {{AA.x}} {{C.A}} {{default C.x "A.x"}}',
    renamed: 'A.x {{AA.x}} {{C.A}} {{default C.x "A.x"}}',
  },
  { text: 'one\r\ntwo {{! A.x }}{{default A.x A}}', renamed: 'one\r\ntwo {{! A.x }}{{default Bee.x Bee}}' },
  {
    text: '{{#each A.list}}{{A.x}}{{else}}{{A.x}}{{/each}}',
    renamed: '{{#each Bee.list}}{{A.x}}{{else}}{{Bee.x}}{{/each}}',
  },
  { text: '{{#if A.x}}', renamed: '{{#if A.x}}' },
])('renames A to Bee in $text', ({ text, renamed }) => {
  expect(renameInTemplate(text, 'A', 'Bee')).toBe(renamed)
})

it('gives the text back when the name is changed back', () => {
  const piece = fc.constantFrom(
    '{{A.x}}',
    '{{ C.A }}',
    '{{upper A}}',
    'A',
    '\n',
    '{{#if A.b}}',
    '{{/if}}',
    '\\',
    '{{!--A--}}',
  )
  fc.assert(
    fc.property(fc.array(piece), fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,9}$/), (pieces, name) => {
      fc.pre(
        !['A', 'C', 'x', 'b', 'upper', 'this', 'else', 'true', 'false', 'null', 'undefined', 'as'].includes(
          name,
        ),
      )
      const text = pieces.join('')
      expect(renameInTemplate(renameInTemplate(text, 'A', name), name, 'A')).toBe(text)
    }),
  )
})
