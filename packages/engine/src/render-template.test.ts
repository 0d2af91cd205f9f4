import { renderTemplate } from '@phloem/flow'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileTemplate } from './compile-template.ts'

const variables = {
  A: { text: 'Zoë & Co', empty: '', zero: 0, yes: true, nothing: null, list: ['a', 'b'], none: [] },
  B: { deep: { x: { y: 'z' } }, people: [{ name: 'Ada' }, { name: '' }] },
}

const path = fc.constantFrom(
  'A.text',
  'A.empty',
  'A.zero',
  'A.yes',
  'A.nothing',
  'A.list',
  'A.none',
  'A.list.length',
  'A.constructor',
  'B.deep',
  'B.deep.x.y',
  'B.people',
  'Nobody.x',
)
const value = fc.oneof(
  path,
  fc.constantFrom('"lit"', '7', 'true', 'null'),
  path.map((inner) => `(default ${inner} "or")`),
  path.map((inner) => `(upper ${inner})`),
)
const { template } = fc.letrec<{ template: string }>((tie) => ({
  template: fc
    .array(
      fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constantFrom('x', ' ', '\n', '\\{{no}}', '{{! said }}', '{{this_is.unset}}'),
        path.map((inner) => `{{${inner}}}`),
        path.map((inner) => `{{~${inner}~}}`),
        value.map((inner) => `{{json ${inner}}}`),
        value.map((inner) => `{{default ${inner} A.text}}`),
        fc
          .tuple(fc.constantFrom('if', 'unless', 'with', 'each'), value, tie('template'), tie('template'))
          .map(([name, of, inner, other]) => `{{#${name} ${of}}}\n${inner}{{else}}${other}\n{{/${name}}}`),
        path.map((inner) => `{{#each ${inner} as |item at|}}{{at}}:{{item}}={{this.name}}{{name}};{{/each}}`),
        path.map((inner) => `{{#with ${inner} as |it|}}{{it}}{{it.x.y}}{{x.y}}{{/with}}`),
      ),
      { maxLength: 5 },
    )
    .map((parts) => parts.join('')),
}))

describe('what pages preview', () => {
  it.each(['text', 'url', 'header'] as const)('is what a call would write into a %s', (place) => {
    fc.assert(
      fc.property(template, (text) => {
        const rendered = renderTemplate(text, place, variables)
        if (rendered !== null) expect(rendered).toBe(compileTemplate(text, place)(variables))
      }),
      { numRuns: 150 },
    )
  })

  it('is nothing for a text that is no template', () => {
    expect(renderTemplate('{{A.text', 'text', variables)).toBeNull()
    expect(renderTemplate('{{> A}}', 'text', variables)).toBeNull()
  })
})
